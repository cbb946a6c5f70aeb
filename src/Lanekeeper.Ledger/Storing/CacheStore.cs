using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Reads and writes <c>ledger.cache</c>.</summary>
internal sealed class CacheStore(Database database, LedgerOptions options, TimeProvider time)
{
    public async Task<Result<CacheLookup>> FindAsync(byte[] key, CancellationToken cancellationToken) =>
        new CacheLookup((await database.FindAsync<KeptRow>(Sql.Find, new { key, now = time.GetUtcNow() }, cancellationToken))?.ToAnswer());

    public async Task<Result<Done>> KeepAsync(CacheEntry entry, CancellationToken cancellationToken)
    {
        var answer = entry.Answer;
        if (answer.Body.Length <= options.LargestKept)
        {
            var row = new
            {
                entry.Key,
                entry.Workflow,
                answer.CallId,
                answer.Status,
                answer.Headers,
                answer.Body,
                answer.Streamed,
                expiresAt = time.GetUtcNow() + entry.Lifetime,
            };
            await database.ExecuteAsync(Sql.Keep, row, cancellationToken);
        }

        return Done.Instance;
    }

    internal static class Sql
    {
        public const string Find =
            """
            select answer.call_id, answer.status, answer.headers, answer.body, answer.streamed
            from ledger.cache as cache
            join ledger.kept_answer as answer on answer.call_id = cache.call_id and answer.expires_at > @now
            where cache.key = @key and cache.expires_at > @now
            """;

        // The final row is there before the last byte of an answer goes out, so it can be asked how the call ended.
        public const string Keep =
            """
            with answered as (
                select id
                from ledger.call_final
                where id = @callId and state = 'answered'
            ),
            kept as (
                insert into ledger.kept_answer as there (call_id, status, headers, body, streamed, expires_at)
                select id, @status, @headers, @body, @streamed, @expiresAt
                from answered
                on conflict (call_id) do update
                set expires_at = greatest(there.expires_at, excluded.expires_at)
            )
            insert into ledger.cache (key, workflow, call_id, expires_at)
            select @key, @workflow, id, @expiresAt
            from answered
            on conflict (key) do update
            set call_id = excluded.call_id, expires_at = excluded.expires_at
            """;
    }
}

internal sealed record KeptRow(Guid CallId, int Status, string[] Headers, byte[] Body, bool Streamed)
{
    public KeptAnswer ToAnswer() => new(CallId, Status, Headers, Body, Streamed);
}
