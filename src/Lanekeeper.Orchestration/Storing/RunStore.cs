using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>Reads and writes <c>orchestration.run</c>.</summary>
internal sealed class RunStore(Database database)
{
    /// <returns>The new run, or <see langword="null"/> when there is one with this idempotency key.</returns>
    public Task<RunRow?> StartAsync(RunRow run, string? idempotencyKey, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.FindAsync<RunRow>(
            Sql.Start,
            new { run.Id, run.Workflow, run.Snapshot, run.Title, run.TraceId, run.StartedBy, run.StartedByName, now, idempotencyKey, run.InputDigest, input = run.Input.GetRawText() },
            cancellationToken);

    public Task<RunRow?> FindByKeyAsync(string workflow, string idempotencyKey, CancellationToken cancellationToken) =>
        database.FindAsync<RunRow>(Sql.FindByKey, new { workflow, idempotencyKey }, cancellationToken);

    public Task<RunRow?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<RunRow>(Sql.Find, new { id }, cancellationToken);

    /// <summary>Without its input, which may be large.</summary>
    public Task<RunRow?> FindStandingAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<RunRow>(Sql.FindStanding, new { id }, cancellationToken);

    public Task<IReadOnlyList<RunRow>> FindManyAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        database.QueryAsync<RunRow>(Sql.FindMany, new { ids }, cancellationToken);

    /// <summary>Asks for a stop. A run that no worker holds ends here; one that is held ends at its next journal write.</summary>
    /// <remarks>Two statements, so that the second sees what the worker wrote while the first waited for its lock.</remarks>
    public Task<RunRow?> CancelAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                await transaction.FindAsync<Guid?>(Sql.LockJob, new { id }, cancellationToken);
                return await transaction.FindAsync<RunRow>(Sql.Cancel, new { id, now }, cancellationToken);
            },
            cancellationToken);

    /// <returns>The run as put back, or <see langword="null"/> when it was neither dead nor failed.</returns>
    public Task<RunRow?> ReplayAsync(Guid id, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.FindAsync<RunRow>(Sql.Replay, new { id, now }, cancellationToken);

    internal static class Sql
    {
        public const string Summary =
            "id, workflow, snapshot, state, title, trace_id, started_by, started_by_name, created_at, ended_at, working_ms, step_id, outcome, problem, approval_id, cancel_requested_at, input_digest";

        private const string Whole = Summary + ", input";

        public const string Start =
            $"""
            with started as (
                insert into orchestration.run (id, workflow, snapshot, title, trace_id, started_by, started_by_name, created_at, idempotency_key, input_digest, input)
                values (@id, @workflow, @snapshot, @title, @traceId, @startedBy, @startedByName, @now, @idempotencyKey, @inputDigest, @input::json)
                on conflict (workflow, idempotency_key) where idempotency_key is not null do nothing
                returning {Summary}
            ), queued as (
                insert into orchestration.job (run_id, available_at)
                select id, @now from started
            )
            select * from started
            """;

        public const string FindByKey =
            $"""
            select {Summary}
            from orchestration.run
            where workflow = @workflow and idempotency_key = @idempotencyKey
            """;

        public const string Find =
            $"""
            select {Whole}
            from orchestration.run
            where id = @id
            """;

        public const string FindStanding =
            $"""
            select {Summary}
            from orchestration.run
            where id = @id
            """;

        public const string FindMany =
            $"""
            select {Whole}
            from orchestration.run
            where id = any(@ids::uuid[])
            """;

        public const string LockJob =
            """
            select run_id
            from orchestration.job
            where run_id = @id
            for update
            """;

        public const string Cancel =
            $"""
            with idle as (
                delete from orchestration.job
                where run_id = @id and (worker is null or available_at <= @now)
                returning run_id
            ), open_step as (
                delete from orchestration.step
                where run_id in (select run_id from idle) and state = 'waiting'
            ), told as (
                update orchestration.job
                set woken = true
                where run_id = @id and worker is not null and available_at > @now
            )
            update orchestration.run
            set cancel_requested_at = coalesce(cancel_requested_at, @now),
                state = case when id in (select run_id from idle) then 'cancelled' else state end,
                outcome = case when id in (select run_id from idle) then 'cancelled' else outcome end,
                ended_at = case when id in (select run_id from idle) then @now else ended_at end
            where id = @id and ended_at is null
            returning {Summary}
            """;

        public const string Replay =
            $"""
            with revived as (
                update orchestration.run
                set state = 'queued', ended_at = null, outcome = null, problem = null, cancel_requested_at = null, working_ms = 0
                where id = @id and state in ('dead', 'failed')
                returning {Summary}
            ), queued as (
                insert into orchestration.job (run_id, available_at)
                select id, @now from revived
            )
            select * from revived
            """;
    }
}
