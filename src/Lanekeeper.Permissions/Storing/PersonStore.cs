using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads people with how they get in, and changes their accounts.</summary>
internal sealed class PersonStore(Database database)
{
    public Task<IReadOnlyList<Person>> ListAsync(PersonMoment moment, int most, CancellationToken cancellationToken) =>
        database.QueryAsync<Person>(Sql.List, new { moment.Now, moment.IdleSince, moment.Oldest, most }, cancellationToken);

    public Task<Person?> FindAsync(Guid id, PersonMoment moment, CancellationToken cancellationToken) =>
        database.FindAsync<Person>(Sql.Find, new { id, moment.Now, moment.IdleSince, moment.Oldest }, cancellationToken);

    /// <summary>Whether nobody has signed in yet, or prepared to.</summary>
    public Task<bool> IsUnclaimedAsync(CancellationToken cancellationToken) => database.FindAsync<bool>(Sql.IsUnclaimed, null, cancellationToken);

    /// <summary>First in every transaction that changes how somebody gets in, so that those follow one another.</summary>
    public static Task<Account?> LockAsync(DatabaseTransaction transaction, Guid id, CancellationToken cancellationToken) =>
        transaction.FindAsync<Account>(Sql.Lock, new { id }, cancellationToken);

    /// <summary>Locks all admins besides, so that two of them cannot stop each other at once.</summary>
    public static async Task<Account?> LockWithAdminsAsync(DatabaseTransaction transaction, Guid id, CancellationToken cancellationToken)
    {
        await transaction.QueryAsync<Guid>(Sql.LockAdmins, new { id }, cancellationToken);
        return await LockAsync(transaction, id, cancellationToken);
    }

    /// <returns>The account as it is now, or <see langword="null"/> when no admin would be left.</returns>
    public static Task<Account?> ChangeAsync(DatabaseTransaction transaction, Account account, CancellationToken cancellationToken) =>
        transaction.FindAsync<Account>(Sql.Change, account, cancellationToken);

    internal static class Sql
    {
        private const string Columns = "id, email, name, role, created_at, disabled_at";

        private const string Select =
            """
            select account.id, account.email, account.name, account.role, account.created_at, account.disabled_at,
                exists (select 1 from permissions.password where password.account_id = account.id) as has_password,
                exists (select 1 from permissions.identity where identity.account_id = account.id) as has_identity,
                sessions.last_seen_at, sessions.open as sessions,
                (select count(*)::integer from permissions.key where key.account_id = account.id and key.revoked_at is null) as keys,
                (select max(link.expires_at)
                    from permissions.link
                    where link.account_id = account.id and link.purpose = 'invitation' and link.used_at is null and link.expires_at > @now) as invited_until
            from permissions.account
            cross join lateral (
                select max(session.last_seen_at) as last_seen_at,
                    (count(*) filter (where session.ended_at is null and session.last_seen_at > @idleSince and session.created_at > @oldest))::integer as open
                from permissions.session
                where session.account_id = account.id
            ) as sessions
            """;

        public const string List =
            $"""
            {Select}
            order by account.disabled_at is not null, account.email
            limit @most
            """;

        public const string Find =
            $"""
            {Select}
            where account.id = @id
            """;

        public const string IsUnclaimed =
            """
            select not exists (select 1 from permissions.password)
                and not exists (select 1 from permissions.session)
                and not exists (select 1 from permissions.identity)
            """;

        public const string Lock =
            $"""
            select {Columns}
            from permissions.account
            where id = @id
            for update
            """;

        public const string LockAdmins =
            """
            select id
            from permissions.account
            where id = @id or (role = 'admin' and disabled_at is null)
            order by id
            for update
            """;

        public const string Change =
            $"""
            update permissions.account as account
            set email = @email, name = @name, role = @role, disabled_at = @disabledAt
            where id = @id and (
                role <> 'admin'
                or disabled_at is not null
                or (@role = 'admin' and @disabledAt::timestamptz is null)
                or exists (
                    select 1
                    from permissions.account as other
                    where other.id <> account.id and other.role = 'admin' and other.disabled_at is null
                )
            )
            returning {Columns}
            """;
    }
}

/// <summary>What counts as open now.</summary>
internal sealed record PersonMoment(DateTimeOffset Now, DateTimeOffset IdleSince, DateTimeOffset Oldest);
