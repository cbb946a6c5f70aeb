using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads and writes <c>permissions.link</c>; nothing outside this file does.</summary>
internal sealed class LinkStore(Database database)
{
    public Task AddAsync(LinkRow link, CancellationToken cancellationToken) => database.ExecuteAsync(Sql.Add, link, cancellationToken);

    /// <returns>The link with its account, or <see langword="null"/> when there is none that works.</returns>
    public Task<KnownLink?> FindAsync(byte[] hash, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.FindAsync<KnownLink>(Sql.Find, new { hash, now }, cancellationToken);

    /// <returns>Whether it worked until now; of two who use it at once one comes first.</returns>
    public static async Task<bool> UseAsync(DatabaseTransaction transaction, Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        await transaction.ExecuteAsync(Sql.Use, new { id, now }, cancellationToken) == 1;

    public static Task EndAllAsync(DatabaseTransaction transaction, Guid accountId, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.EndAll, new { accountId, now }, cancellationToken);

    /// <summary>Forgets links that were made before and have expired.</summary>
    public Task<int> ForgetAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Forget, new { firstId = Id.LeastAt(before), before, most }, cancellationToken);

    internal static class Sql
    {
        public const string Add =
            """
            insert into permissions.link (id, account_id, secret_hash, purpose, made_by, created_at, expires_at)
            values (@id, @accountId, @secretHash, @purpose, @madeBy, @createdAt, @expiresAt)
            """;

        public const string Find =
            """
            select link.id, link.account_id, link.purpose, link.expires_at, account.email, account.name, account.role,
                exists (select 1 from permissions.password where password.account_id = account.id) as has_password
            from permissions.link
            join permissions.account on account.id = link.account_id
            where link.secret_hash = @hash and link.used_at is null and link.expires_at > @now and account.disabled_at is null
            """;

        public const string Use =
            """
            update permissions.link
            set used_at = @now
            where id = @id and used_at is null and expires_at > @now
            """;

        public const string EndAll =
            """
            update permissions.link
            set used_at = @now
            where account_id = @accountId and used_at is null
            """;

        // An id tells when it was made, so the old ones are found by it.
        public const string Forget =
            """
            delete from permissions.link
            where id in (
                select id
                from permissions.link
                where id < @firstId and expires_at < @before
                limit @most
                for update skip locked
            )
            """;
    }
}

internal sealed record LinkRow(Guid Id, Guid AccountId, byte[] SecretHash, LinkPurpose Purpose, string MadeBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

internal sealed record KnownLink(Guid Id, Guid AccountId, LinkPurpose Purpose, DateTimeOffset ExpiresAt, string Email, string Name, Role Role, bool HasPassword)
{
    public LinkView View => new(Purpose, Email, Name, Role, HasPassword, ExpiresAt);
}
