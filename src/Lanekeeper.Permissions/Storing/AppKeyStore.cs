using Lanekeeper.Permissions.Authenticating;
using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Storing;

/// <summary>Reads and writes <c>permissions.app_key</c>; nothing outside this file does.</summary>
internal sealed class AppKeyStore(Database database)
{
    /// <returns>The key, or <see langword="null"/> when as many work as may.</returns>
    public Task<AppKeyRow?> AddAsync(NewAppKeyRow key, int most, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(Sql.Lock, null, cancellationToken);
                return await InsertAsync(transaction, key, most, cancellationToken);
            },
            cancellationToken);

    public Task<Result<AppKeyRow>> RotateAsync(Rotation rotation, int most, CancellationToken cancellationToken) =>
        database.InTransactionAsync<Result<AppKeyRow>>(
            async transaction =>
            {
                await transaction.ExecuteAsync(Sql.Lock, null, cancellationToken);
                if (await transaction.FindAsync<AppKeyRow>(Sql.FindLocked, new { id = rotation.Old, rotation.Now }, cancellationToken) is not { } old)
                {
                    return AppKeyProblems.NoKey(rotation.Old);
                }

                if (old.State != AppKeyState.Live)
                {
                    return AppKeyProblems.NotRotatable(old);
                }

                if (await InsertAsync(transaction, rotation.Successor(old), most, cancellationToken) is not { } made)
                {
                    return AppKeyProblems.TooMany(most);
                }

                await transaction.ExecuteAsync(Sql.Replace, new { old.Id, by = made.Id, end = rotation.Now + rotation.Overlap }, cancellationToken);
                return made;
            },
            cancellationToken);

    /// <returns>Those of the keys that are there and were not revoked, expired or not.</returns>
    public Task<IReadOnlyList<KnownAppKey>> FindKnownAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        database.QueryAsync<KnownAppKey>(Sql.FindKnown, new { ids }, cancellationToken);

    public Task<AppKeyRow?> FindAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.FindAsync<AppKeyRow>(Sql.Find, new { id, now }, cancellationToken);

    public Task<IReadOnlyList<AppKeyRow>> ListAsync(Guid? after, int most, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.QueryAsync<AppKeyRow>(Sql.List, new { after, most, now }, cancellationToken);

    public Task TouchAsync(IReadOnlyList<Seen<KnownAppKey>> used, DateTimeOffset unlessAfter, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            Sql.Touch, new { ids = used.Select(each => each.Key.Id).ToArray(), ats = used.Select(each => each.At).ToArray(), unlessAfter }, cancellationToken);

    public Task<AppKeyRow?> RevokeAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.FindAsync<AppKeyRow>(Sql.Revoke, new { id, now }, cancellationToken);

    private static Task<AppKeyRow?> InsertAsync(DatabaseTransaction transaction, NewAppKeyRow key, int most, CancellationToken cancellationToken) =>
        transaction.FindAsync<AppKeyRow>(
            Sql.Add,
            new { key.Id, key.App, key.Workflows, key.Models, key.Tools, key.SecretHash, key.MadeBy, now = key.CreatedAt, key.ExpiresAt, most },
            cancellationToken);

    internal static class Sql
    {
        private const string Columns =
            """
            id, app, workflows, models, tools, made_by, created_at, last_used_at, expires_at, revoked_at, replaced_by,
                case
                    when revoked_at is not null then 'revoked'
                    when expires_at <= @now then 'expired'
                    when replaced_by is not null then 'replaced'
                    else 'live'
                end as state
            """;

        // Those who make keys come one after another, so that none is counted too late.
        public const string Lock =
            """
            select pg_advisory_xact_lock(hashtextextended('permissions.app_key', 0))
            """;

        public const string Add =
            $"""
            insert into permissions.app_key (id, app, workflows, models, tools, secret_hash, made_by, created_at, expires_at)
            select @id, @app, @workflows, @models, @tools, @secretHash, @madeBy, @now, @expiresAt
            where (
                select count(*)
                from permissions.app_key
                where revoked_at is null and (expires_at is null or expires_at > @now)) < @most
            returning {Columns}
            """;

        public const string Find =
            $"""
            select {Columns}
            from permissions.app_key
            where id = @id
            """;

        public const string FindLocked =
            $"""
            {Find}
            for update
            """;

        public const string Replace =
            """
            update permissions.app_key
            set replaced_by = @by, expires_at = least(expires_at, @end)
            where id = @id
            """;

        public const string FindKnown =
            """
            select id, app, workflows, models, tools, secret_hash, expires_at, last_used_at
            from permissions.app_key
            where id = any(@ids::uuid[]) and revoked_at is null
            """;

        public const string List =
            $"""
            select {Columns}
            from permissions.app_key
            where @after is null or id < @after
            order by id desc
            limit @most
            """;

        // At most once a minute for each key, however often it is used.
        public const string Touch =
            """
            update permissions.app_key
            set last_used_at = used.at
            from unnest(@ids::uuid[], @ats::timestamptz[]) as used (id, at)
            where app_key.id = used.id and (last_used_at is null or last_used_at < @unlessAfter)
            """;

        public const string Revoke =
            $"""
            update permissions.app_key
            set revoked_at = coalesce(revoked_at, @now)
            where id = @id
            returning {Columns}
            """;
    }
}

internal sealed record NewAppKeyRow(
    Guid Id,
    string App,
    IReadOnlyList<string> Workflows,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Tools,
    byte[] SecretHash,
    string MadeBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt);

/// <param name="Old">The key whose place the new one takes.</param>
internal sealed record Rotation(Guid Old, Guid New, byte[] SecretHash, string MadeBy, DateTimeOffset Now, TimeSpan Overlap)
{
    /// <summary>The same app and scope, and as long a life as the old one was given.</summary>
    public NewAppKeyRow Successor(AppKeyRow old) =>
        new(New, old.App, old.Workflows, old.Models, old.Tools, SecretHash, MadeBy, Now, Now + (old.ExpiresAt - old.CreatedAt));
}

internal sealed record KnownAppKey(
    Guid Id,
    string App,
    IReadOnlyList<string> Workflows,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Tools,
    byte[] SecretHash,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt)
{
    public AppKey Key { get; } = new(Id, App, Workflows, Models, Tools);
}
