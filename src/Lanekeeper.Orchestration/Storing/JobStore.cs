using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>Reads and writes <c>orchestration.job</c>, the queue; its states are drawn in migration 0001.</summary>
internal sealed class JobStore(Database database)
{
    public Task<IReadOnlyList<Lease>> ClaimAsync(Guid worker, Guid node, int most, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.QueryAsync<Lease>(Sql.Claim, new { worker, node, most, now, until }, cancellationToken);

    /// <returns>The runs that are still this worker's.</returns>
    public Task<IReadOnlyList<Guid>> RenewAsync(Guid worker, IReadOnlyList<Guid> runs, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.QueryAsync<Guid>(Sql.Renew, new { worker, runs, until }, cancellationToken);

    /// <summary>Gives back what a worker holds without having got further: the program stops, or the database was away.</summary>
    public Task<int> ReleaseAsync(Lease lease, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Release, new { lease.RunId, lease.Fence, dueAt }, cancellationToken);

    /// <summary>Frees what earlier processes of this data folder held when they died.</summary>
    public Task<int> ReclaimAsync(Guid node, Guid worker, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Reclaim, new { node, worker, now }, cancellationToken);

    /// <summary>Puts a parked run back into the queue; one whose worker is just about to park it is told by <c>woken</c>.</summary>
    public static Task<int> WakeAsync(DatabaseTransaction transaction, Guid run, DateTimeOffset now, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(Sql.Wake, new { run, now }, cancellationToken);

    /// <returns>When the earliest delayed job is due.</returns>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        database.FindAsync<DateTimeOffset?>(Sql.NextDue, null, cancellationToken);

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
                set state = 'running'
                where id in (select run_id from leased) and state <> 'running'
            )
            select run_id, fence, failures from leased
            """;

        public const string Renew =
            """
            update orchestration.job
            set available_at = @until
            where run_id = any(@runs::uuid[]) and worker = @worker
            returning run_id
            """;

        public const string Release =
            """
            update orchestration.job
            set available_at = @dueAt, worker = null, node = null
            where run_id = @runId and fence = @fence
            """;

        public const string Reclaim =
            """
            update orchestration.job
            set available_at = @now, worker = null, node = null
            where node = @node and worker <> @worker
            """;

        public const string Wake =
            """
            update orchestration.job
            set available_at = case when worker is null then @now else available_at end,
                woken = true
            where run_id = @run
            """;

        public const string NextDue =
            """
            select available_at
            from orchestration.job
            where available_at < 'infinity'
            order by available_at
            limit 1
            """;
    }
}
