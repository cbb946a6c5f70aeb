using Lanekeeper.Permissions.Passwords;
using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads and writes <c>permissions.password</c>; nothing outside this file does.</summary>
internal sealed class PasswordStore(Database database)
{
    /// <returns>The account of this e-mail address with its password, or <see langword="null"/> when it has none or may not sign in.</returns>
    public Task<KnownPassword?> FindByEmailAsync(string email, CancellationToken cancellationToken) =>
        database.FindAsync<KnownPassword>(Sql.FindByEmail, new { email }, cancellationToken);

    public Task<KnownPassword?> FindAsync(Guid accountId, CancellationToken cancellationToken) =>
        database.FindAsync<KnownPassword>(Sql.Find, new { accountId }, cancellationToken);

    public static Task<DateTimeOffset?> FindChangedAtAsync(DatabaseTransaction transaction, Guid accountId, CancellationToken cancellationToken) =>
        transaction.FindAsync<DateTimeOffset?>(Sql.FindChangedAt, new { accountId }, cancellationToken);

    public static Task SetAsync(DatabaseTransaction transaction, Guid accountId, PasswordHash password, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.Set, new { accountId, password.Salt, password.Iterations, password.Hash, now }, cancellationToken);

    /// <summary>The same password, hashed with more iterations; one that was changed meanwhile stays as it is.</summary>
    public Task StrengthenAsync(KnownPassword known, PasswordHash password, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Strengthen, new { known.AccountId, known.ChangedAt, password.Salt, password.Iterations, password.Hash }, cancellationToken);

    internal static class Sql
    {
        private const string Known =
            """
            select account.id as account_id, account.email, password.salt, password.iterations, password.hash, password.changed_at
            from permissions.account
            join permissions.password on password.account_id = account.id
            """;

        public const string FindByEmail =
            $"""
            {Known}
            where account.email = @email and account.disabled_at is null
            """;

        public const string Find =
            $"""
            {Known}
            where account.id = @accountId
            """;

        public const string FindChangedAt =
            """
            select changed_at
            from permissions.password
            where account_id = @accountId
            """;

        public const string Set =
            """
            insert into permissions.password (account_id, salt, iterations, hash, changed_at)
            values (@accountId, @salt, @iterations, @hash, @now)
            on conflict (account_id) do update
            set salt = excluded.salt, iterations = excluded.iterations, hash = excluded.hash, changed_at = excluded.changed_at
            """;

        public const string Strengthen =
            """
            update permissions.password
            set salt = @salt, iterations = @iterations, hash = @hash
            where account_id = @accountId and changed_at = @changedAt
            """;
    }
}

internal sealed record KnownPassword(Guid AccountId, string Email, byte[] Salt, int Iterations, byte[] Hash, DateTimeOffset ChangedAt)
{
    public PasswordHash Password => new(Salt, Iterations, Hash);
}
