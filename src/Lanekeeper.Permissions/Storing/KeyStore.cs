using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads and writes <c>permissions.key</c>; nothing outside this file does.</summary>
internal sealed class KeyStore(Database database)
{
    /// <returns>Whether there was room for one more that works.</returns>
    public Task<bool> AddAsync(KeyRow key, int mostLive, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                await PersonStore.LockAsync(transaction, key.AccountId, cancellationToken);
                return await transaction.ExecuteAsync(
                    Sql.AddWhereRoom, new { key.Id, key.AccountId, key.Label, key.SecretHash, key.CreatedAt, mostLive }, cancellationToken) == 1;
            },
            cancellationToken);

    /// <summary>Puts a key in the place of the one that the same token file held.</summary>
    public Task ReplaceLocalAsync(KeyRow key, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(Sql.RevokeLocal, new { key.LocalFile, now = key.CreatedAt }, cancellationToken);
                await transaction.ExecuteAsync(Sql.Add, key, cancellationToken);
            },
            cancellationToken);

    /// <returns>The key with its account, or <see langword="null"/> when there is none, it was revoked, or its account is disabled.</returns>
    public Task<KnownKey?> FindKnownAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<KnownKey>(Sql.FindKnown, new { id }, cancellationToken);

    public Task<AccountKey?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<AccountKey>(Sql.Find, new { id }, cancellationToken);

    /// <summary>Those that work first: no number of others may hide one.</summary>
    public Task<IReadOnlyList<AccountKey>> ListAsync(Guid accountId, int most, CancellationToken cancellationToken) =>
        database.QueryAsync<AccountKey>(Sql.List, new { accountId, most }, cancellationToken);

    public Task TouchAsync(Guid id, DateTimeOffset now, DateTimeOffset unlessAfter, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Touch, new { id, now, unlessAfter }, cancellationToken);

    public Task<AccountKey?> RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.FindAsync<AccountKey>(Sql.Revoke, new { id, now }, cancellationToken);

    /// <summary>Forgets keys that were revoked before.</summary>
    public Task<int> ForgetAsync(DateTimeOffset before, int most, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Forget, new { firstId = Id.LeastAt(before), before, most }, cancellationToken);

    internal static class Sql
    {
        private const string Columns = "id, account_id, label, created_at, last_used_at, revoked_at";

        public const string Add =
            """
            insert into permissions.key (id, account_id, label, secret_hash, local_file, created_at)
            values (@id, @accountId, @label, @secretHash, @localFile, @createdAt)
            """;

        public const string AddWhereRoom =
            """
            insert into permissions.key (id, account_id, label, secret_hash, created_at)
            select @id, @accountId, @label, @secretHash, @createdAt
            where (select count(*) from permissions.key where account_id = @accountId and revoked_at is null) < @mostLive
            """;

        public const string RevokeLocal =
            """
            update permissions.key
            set revoked_at = @now
            where local_file = @localFile and revoked_at is null
            """;

        public const string FindKnown =
            """
            select key.secret_hash, key.local_file, key.last_used_at, account.id as account_id, account.email, account.role
            from permissions.key
            join permissions.account on account.id = key.account_id
            where key.id = @id and key.revoked_at is null and account.disabled_at is null
            """;

        public const string Find =
            $"""
            select {Columns}
            from permissions.key
            where id = @id
            """;

        public const string List =
            $"""
            select {Columns}
            from permissions.key
            where account_id = @accountId
            order by revoked_at is not null, id desc
            limit @most
            """;

        // At most once a minute for each key, however often it is used.
        public const string Touch =
            """
            update permissions.key
            set last_used_at = @now
            where id = @id and (last_used_at is null or last_used_at < @unlessAfter)
            """;

        public const string Revoke =
            $"""
            update permissions.key
            set revoked_at = coalesce(revoked_at, @now)
            where id = @id
            returning {Columns}
            """;

        public const string Forget =
            """
            delete from permissions.key
            where id in (
                select id
                from permissions.key
                where id < @firstId and revoked_at < @before
                limit @most
                for update skip locked
            )
            """;
    }
}

internal sealed record KeyRow(Guid Id, Guid AccountId, string Label, byte[] SecretHash, string? LocalFile, DateTimeOffset CreatedAt);

internal sealed record KnownKey(byte[] SecretHash, string? LocalFile, DateTimeOffset? LastUsedAt, Guid AccountId, string Email, Role Role)
{
    // A key stands for the person it belongs to.
    public Actor Actor => new(ActorKind.Person, AccountId.ToString(), Email, Role);
}
