using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads and writes <c>permissions.account</c>; nothing outside this file does.</summary>
internal sealed class AccountStore(Database database)
{
    /// <returns>The account, or <see langword="null"/> when its e-mail address is taken.</returns>
    public Task<Account?> AddAsync(Account account, CancellationToken cancellationToken) =>
        database.FindAsync<Account>(Sql.Add, account, cancellationToken);

    public Task<Account?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<Account>(Sql.Find, new { id }, cancellationToken);

    /// <returns>The oldest admin who may sign in.</returns>
    public Task<Account?> FindFirstAdminAsync(CancellationToken cancellationToken) =>
        database.FindAsync<Account>(Sql.FindFirstAdmin, null, cancellationToken);

    public Task<IReadOnlyList<Account>> ListAsync(int most, CancellationToken cancellationToken) =>
        database.QueryAsync<Account>(Sql.List, new { most }, cancellationToken);

    internal static class Sql
    {
        private const string Columns = "id, email, name, role, created_at, disabled_at";

        public const string Add =
            $"""
            insert into permissions.account ({Columns})
            values (@id, @email, @name, @role, @createdAt, null)
            on conflict (email) do nothing
            returning {Columns}
            """;

        public const string Find =
            $"""
            select {Columns}
            from permissions.account
            where id = @id
            """;

        public const string FindFirstAdmin =
            $"""
            select {Columns}
            from permissions.account
            where role = 'admin' and disabled_at is null
            order by created_at, id
            limit 1
            """;

        public const string List =
            $"""
            select {Columns}
            from permissions.account
            order by email
            limit @most
            """;
    }
}
