using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Takes away what was kept for a time only.</summary>
internal sealed class ForgetStore(Database database)
{
    // Short transactions, and answers are large.
    private const int Most = 500;

    /// <returns>How many rows of one kind were forgotten at most; ask again until it is none.</returns>
    public async Task<int> ForgetAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(Sql.ForgetKeys, new { now, Most }, cancellationToken)
        + await database.ExecuteAsync(Sql.ForgetCached, new { now, Most }, cancellationToken)
        + await database.ExecuteAsync(Sql.ForgetAnswers, new { now, Most }, cancellationToken);

    internal static class Sql
    {
        public const string ForgetKeys =
            """
            delete from ledger.idempotency
            where (key_id, key_hash) in (
                select key_id, key_hash
                from ledger.idempotency
                where expires_at <= @now
                limit @most
                for update skip locked)
            """;

        public const string ForgetCached =
            """
            delete from ledger.cache
            where key in (
                select key
                from ledger.cache
                where expires_at <= @now
                limit @most
                for update skip locked)
            """;

        public const string ForgetAnswers =
            """
            delete from ledger.kept_answer
            where call_id in (
                select call_id
                from ledger.kept_answer
                where expires_at <= @now
                limit @most
                for update skip locked)
            """;
    }
}
