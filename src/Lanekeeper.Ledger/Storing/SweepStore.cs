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

    /// <summary>Writes down that this process is alive.</summary>
    /// <param name="node">The program's data folder.</param>
    /// <param name="process">This life of it.</param>
    /// <param name="now">When.</param>
    /// <param name="silentBefore">Who was heard of last before then was silent in between.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task BeatAsync(Guid node, Guid process, DateTimeOffset now, DateTimeOffset silentBefore, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Beat, new { node, process, now, silentBefore }, cancellationToken);

    /// <summary>Forgets processes that were heard of last before that moment and have no calls any more.</summary>
    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.ExecuteAsync(Sql.Forget, new { before }, cancellationToken);

    /// <returns>How many calls were given up of processes that were heard of last before that moment; ask again until it is none.</returns>
    public Task<int> LoseSilentAsync(Guid process, DateTimeOffset silentBefore, DateTimeOffset now, CancellationToken cancellationToken) =>
        LoseAsync(Sql.LoseSilent, new { process, silentBefore, now, Most }, now, cancellationToken);

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
                await CallDayStore.RecountAsync(transaction, [.. lost.Select(call => call.Id)], cancellationToken);
                return lost.Count;
            },
            cancellationToken);

    internal static class Sql
    {
        public const string Beat =
            """
            insert into ledger.process as known (id, node, since, seen_at)
            values (@process, @node, @now, @now)
            on conflict (id) do update
            set since = case when known.seen_at < @silentBefore then @now else known.since end,
                seen_at = greatest(known.seen_at, @now)
            """;

        public const string Forget =
            """
            delete from ledger.process
            where seen_at < @before
              and not exists (select from ledger.call_open as call where call.process = ledger.process.id)
            """;

        // A row that is locked is being closed just now, so it is not lost.
        public const string LoseEarlier = Unlist +
            """
                    where node = @node and process <> @process

            """ + EndedRest;

        // Who was not heard of itself, as when the database was away from all, cannot tell who is gone.
        public const string LoseSilent = Unlist +
            """
                    where process in (select id from ledger.process where seen_at < @silentBefore)
                      and exists (select from ledger.process where id = @process and since < @silentBefore)

            """ + EndedRest;

        public const string LoseOverdue = Unlist +
            """
                    where deadline < @before

            """ + Delete + "    select id, 'deadline_passed', @now\n" + Rest;

        private const string Unlist =
            """
            with unlisted as (
                delete from ledger.call_open
                where id in (
                    select id
                    from ledger.call_open

            """;

        private const string Delete =
            """
                    limit @most
                    for update skip locked)
                returning id, meters, held_usd, held_tokens, held_at
            ),
            lost as (
                insert into ledger.call_lost (id, reason, lost_at)

            """;

        private const string Rest =
            """
                from unlisted
                on conflict (id) do nothing
            )
            select id, meters, held_usd, held_tokens, held_at
            from unlisted
            """;

        private const string EndedRest = Delete + "    select id, 'process_ended', @now\n" + Rest;
    }
}
