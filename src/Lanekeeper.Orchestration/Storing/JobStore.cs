using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>Reads and writes <c>orchestration.job</c>, the queue; its states are drawn in migration 0001.</summary>
internal sealed class JobStore(Database database)
{
    public Task<IReadOnlyList<Lease>> ClaimAsync(Guid worker, Guid node, int most, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.QueryAsync<Lease>(Sql.Claim, new { worker, node, most, now, until }, cancellationToken);

    /// <returns>The fences of the leases that still hold.</returns>
    public Task<IReadOnlyList<long>> RenewAsync(IReadOnlyList<Lease> leases, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.QueryAsync<long>(
            Sql.Renew,
            new { runs = leases.Select(lease => lease.RunId).ToArray(), fences = leases.Select(lease => lease.Fence).ToArray(), until },
            cancellationToken);

    /// <summary>Gives back what a worker holds without having got further: the program stops, or the database was away.</summary>
    public Task<int> ReleaseAsync(Lease lease, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Release, new { lease.RunId, lease.Fence, dueAt }, cancellationToken);

    /// <summary>Frees what earlier processes of this data folder held when they died.</summary>
    public Task<int> ReclaimAsync(Guid node, Guid worker, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Reclaim, new { node, worker, now }, cancellationToken);

    /// <summary>Puts a parked run back into the queue; one whose worker is just about to park it is told by <c>woken</c>.</summary>
    public static Task<int> WakeAsync(DatabaseTransaction transaction, Guid run, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.Wake, new { run, now }, cancellationToken);

    internal sealed record Lease(Guid RunId, long Fence, int Failures);

    internal static class Sql
    {
        public const string Claim =
            """
            with picked as (
                select run_id
                from orchestration.job
                where available_at <= @now
                order by available_at
                limit @most
                for update skip locked
            ), leased as (
                update orchestration.job
                set fence = nextval('orchestration.fence'), worker = @worker, node = @node, available_at = @until, woken = false
                where run_id in (select run_id from picked)
                returning run_id, fence, failures
            ), started as (
                update orchestration.run
                set state = 'running', approval_id = null
                where id in (select run_id from leased) and state <> 'running'
            )
            select run_id, fence, failures from leased
            """;

        // Locks in the order in which the journal's writer does, so that the two never wait for each other.
        public const string Renew =
            """
            with held as materialized (
                select j.run_id, j.fence
                from orchestration.job j
                join unnest(@runs::uuid[], @fences::bigint[]) as mine (run_id, fence) on mine.run_id = j.run_id and mine.fence = j.fence
                where j.worker is not null
                order by j.run_id
                for update of j
            )
            update orchestration.job j
            set available_at = @until
            from held h
            where j.run_id = h.run_id
            returning h.fence
            """;

        public const string Release =
            """
            update orchestration.job
            set available_at = @dueAt, worker = null, node = null
            where run_id = @runId and fence = @fence and worker is not null
            """;

        public const string Reclaim =
            """
            update orchestration.job
            set available_at = @now, worker = null, node = null
            where node = @node and worker <> @worker
            """;

        public const string Wake =
            """
            with woken as (
                update orchestration.job
                set available_at = case when worker is null then @now else available_at end,
                    woken = true
                where run_id = @run
                returning run_id
            )
            update orchestration.run
            set state = 'queued', approval_id = null
            where id in (select run_id from woken) and state = 'waiting'
            """;
    }
}
