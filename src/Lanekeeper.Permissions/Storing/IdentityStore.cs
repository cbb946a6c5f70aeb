using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads and writes <c>permissions.identity</c>; nothing outside this file does.</summary>
internal sealed class IdentityStore(Database database)
{
    /// <returns>Whose identity this is.</returns>
    public Task<Guid?> FindAsync(string issuer, string subject, CancellationToken cancellationToken) =>
        database.FindAsync<Guid?>(Sql.Find, new { issuer, subject }, cancellationToken);

    /// <returns>Whether it belongs to the account now; not when the account has another at this issuer.</returns>
    public async Task<bool> AddAsync(string issuer, string subject, Guid accountId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(Sql.Add, new { issuer, subject, accountId, now }, cancellationToken);
        return await FindAsync(issuer, subject, cancellationToken) == accountId;
    }

    internal static class Sql
    {
        public const string Find =
            """
            select account_id
            from permissions.identity
            where issuer = @issuer and subject = @subject
            """;

        public const string Add =
            """
            insert into permissions.identity (issuer, subject, account_id, created_at)
            values (@issuer, @subject, @accountId, @now)
            on conflict do nothing
            """;
    }
}
