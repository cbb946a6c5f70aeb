using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads and writes <c>permissions.identity</c>; nothing outside this file does.</summary>
internal sealed class IdentityStore(Database database)
{
    /// <returns>Whose identity this is.</returns>
    public Task<Guid?> FindAsync(string issuer, string subject, CancellationToken cancellationToken) =>
        database.FindAsync<Guid?>(Sql.Find, new { issuer, subject }, cancellationToken);

    /// <summary>Gives it to the account that has this e-mail address at that moment.</summary>
    /// <returns>Whose it is now; nobody's when there is no such account, or it has another at this issuer.</returns>
    public async Task<Guid?> BindAsync(string issuer, string subject, string email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(Sql.Bind, new { issuer, subject, email, now }, cancellationToken);
        return await FindAsync(issuer, subject, cancellationToken);
    }

    internal static class Sql
    {
        public const string Find =
            """
            select account_id
            from permissions.identity
            where issuer = @issuer and subject = @subject
            """;

        public const string Bind =
            """
            insert into permissions.identity (issuer, subject, account_id, created_at)
            select @issuer, @subject, id, @now
            from permissions.account
            where email = @email and disabled_at is null
            for share
            on conflict do nothing
            """;
    }
}
