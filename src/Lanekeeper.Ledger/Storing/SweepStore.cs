using Lanekeeper.Ledger.Metering;
using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Gives calls up that nobody will close.</summary>
internal sealed class SweepStore(Database database)
{
    // Short transactions: a start after a crash under load finds thousands.
    private const int Most = 1000;

    /// <returns>How many calls of earlier lives of this program were given up; ask again until it is none.</returns>
    public Task<int> LoseEarlierAsync(Guid node, Guid process, DateTimeOffset now, CancellationToken cancellationToken) =>
        LoseAsync(Sql.LoseEarlier, new { node, process, now, Most }, now, cancellationToken);

    /// <returns>How many calls were given up whose deadline had passed before that moment; ask again until it is none.</returns>
    public Task<int> LoseOverdueAsync(DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken) =>
        LoseAsync(Sql.LoseOverdue, new { before, now, Most }, now, cancellationToken);

    // Nobody knows what they took, so they count as what was held for them.
    private Task<int> LoseAsync(string sql, object args, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                var lost = await transaction.QueryAsync<UnlistedCall>(sql, args, cancellationToken);
                IReadOnlyList<HeldCall> held = [.. lost.Select(call => call.Held).OfType<HeldCall>()];
                await MeterStore.SettleAsync(transaction, held, static _ => CallSettlement.AsHeld, now, cancellationToken);
                return lost.Count;
            },
            cancellationToken);

    internal static class Sql
    {
        // A row that is locked is being closed just now, so it is not lost.
        public const string LoseEarlier =
            """
            with unlisted as (
                delete from ledger.call_open
                where id in (
                    select id
                    from ledger.call_open
                    where node = @node and process <> @process
                    limit @most
                    for update skip locked)
                returning id, meters, held_usd, held_tokens, held_at
            ),
            lost as (
                insert into ledger.call_lost (id, reason, lost_at)
                select id, 'process_ended', @now
                from unlisted
                on conflict (id) do nothing
            )
            select id, meters, held_usd, held_tokens, held_at
            from unlisted
            """;

        public const string LoseOverdue =
            """
            with unlisted as (
                delete from ledger.call_open
                where id in (
                    select id
                    from ledger.call_open
                    where deadline < @before
                    limit @most
                    for update skip locked)
                returning id, meters, held_usd, held_tokens, held_at
            ),
            lost as (
                insert into ledger.call_lost (id, reason, lost_at)
                select id, 'deadline_passed', @now
                from unlisted
                on conflict (id) do nothing
            )
            select id, meters, held_usd, held_tokens, held_at
            from unlisted
            """;
    }
}
