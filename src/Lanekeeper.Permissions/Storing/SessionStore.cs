using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads and writes <c>permissions.session</c>; nothing outside this file does.</summary>
internal sealed class SessionStore(Database database)
{
    private const int MostOpen = 50;

    /// <summary>Begins a session; of those that are open the newest fifty stay.</summary>
    public static async Task AddAsync(DatabaseTransaction transaction, SessionRow session, CancellationToken cancellationToken)
    {
        await transaction.ExecuteAsync(Sql.Add, session, cancellationToken);
        await transaction.ExecuteAsync(Sql.EndSurplus, new { session.AccountId, now = session.CreatedAt, mostOpen = MostOpen }, cancellationToken);
    }

    public static Task EndOthersAsync(DatabaseTransaction transaction, Guid accountId, Guid? keep, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.EndOthers, new { accountId, keep, now }, cancellationToken);

    public Task EndOthersAsync(Guid accountId, Guid? keep, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.EndOthers, new { accountId, keep, now }, cancellationToken);

    /// <returns>The session with its account, or <see langword="null"/> when there is none that may be used.</returns>
    public Task<KnownSession?> FindKnownAsync(byte[] hash, DateTimeOffset idleSince, DateTimeOffset oldest, CancellationToken cancellationToken) =>
        database.FindAsync<KnownSession>(Sql.FindKnown, new { hash, idleSince, oldest }, cancellationToken);

    public Task TouchAsync(Guid id, DateTimeOffset now, DateTimeOffset unlessAfter, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Touch, new { id, now, unlessAfter }, cancellationToken);

    public Task<Session?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<Session>(Sql.Find, new { id }, cancellationToken);

    public Task<IReadOnlyList<Session>> ListOpenAsync(Guid accountId, DateTimeOffset idleSince, DateTimeOffset oldest, CancellationToken cancellationToken) =>
        database.QueryAsync<Session>(Sql.ListOpen, new { accountId, idleSince, oldest }, cancellationToken);

    public Task<Session?> EndAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.FindAsync<Session>(Sql.End, new { id, now }, cancellationToken);

    /// <returns>Whose it was, if it was open.</returns>
    public Task<Guid?> EndByHashAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.FindAsync<Guid?>(Sql.EndByHash, new { hash, now }, cancellationToken);

    /// <summary>Forgets sessions that began before; the last of each account stays.</summary>
    public Task<int> ForgetAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Forget, new { firstId = Id.LeastAt(before), most }, cancellationToken);

    /// <summary>Whether somebody with this e-mail address has signed in from this address before.</summary>
    public Task<bool> IsKnownPlaceAsync(string email, string address, CancellationToken cancellationToken) =>
        database.FindAsync<bool>(Sql.IsKnownPlace, new { email, address }, cancellationToken);

    internal static class Sql
    {
        private const string Columns = "id, account_id, way, address, user_agent, created_at, last_seen_at, ended_at";

        public const string Add =
            """
            insert into permissions.session (id, account_id, secret_hash, way, address, user_agent, created_at, last_seen_at)
            values (@id, @accountId, @secretHash, @way, @address, @userAgent, @createdAt, @createdAt)
            """;

        public const string EndSurplus =
            """
            update permissions.session
            set ended_at = @now
            where id in (
                select id
                from permissions.session
                where account_id = @accountId and ended_at is null
                order by created_at desc, id desc
                offset @mostOpen::bigint
            )
            """;

        public const string EndOthers =
            """
            update permissions.session
            set ended_at = @now
            where account_id = @accountId and ended_at is null and id is distinct from @keep
            """;

        public const string FindKnown =
            """
            select session.id, session.last_seen_at, account.id as account_id, account.email, account.name, account.role
            from permissions.session
            join permissions.account on account.id = session.account_id
            where session.secret_hash = @hash
                and session.ended_at is null
                and session.last_seen_at > @idleSince
                and session.created_at > @oldest
                and account.disabled_at is null
            """;

        // At most once a minute for each session, however often it is used.
        public const string Touch =
            """
            update permissions.session
            set last_seen_at = @now
            where id = @id and last_seen_at < @unlessAfter
            """;

        public const string Find =
            $"""
            select {Columns}
            from permissions.session
            where id = @id and ended_at is null
            """;

        public const string ListOpen =
            $"""
            select {Columns}
            from permissions.session
            where account_id = @accountId and ended_at is null and last_seen_at > @idleSince and created_at > @oldest
            order by last_seen_at desc, id desc
            """;

        public const string End =
            $"""
            update permissions.session
            set ended_at = @now
            where id = @id and ended_at is null
            returning {Columns}
            """;

        public const string EndByHash =
            """
            update permissions.session
            set ended_at = @now
            where secret_hash = @hash and ended_at is null
            returning account_id
            """;

        public const string Forget =
            """
            delete from permissions.session
            where id in (
                select id
                from permissions.session as old
                where id < @firstId
                    and exists (
                        select 1
                        from permissions.session as later
                        where later.account_id = old.account_id and later.id > old.id
                    )
                limit @most
                for update of old skip locked
            )
            """;

        public const string IsKnownPlace =
            """
            select exists (
                select 1
                from permissions.session
                join permissions.account on account.id = session.account_id
                where account.email = @email and session.address = @address
            )
            """;
    }
}

internal sealed record SessionRow(Guid Id, Guid AccountId, byte[] SecretHash, SignInWay Way, string Address, string UserAgent, DateTimeOffset CreatedAt);

internal sealed record KnownSession(Guid Id, DateTimeOffset LastSeenAt, Guid AccountId, string Email, string Name, Role Role)
{
    public SignedIn SignedIn => new(new(ActorKind.Person, AccountId.ToString(), Email, Role), Id, Name);
}
