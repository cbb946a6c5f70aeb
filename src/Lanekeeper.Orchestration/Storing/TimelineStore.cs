using System.Text.Json;
using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>Reads <c>orchestration.step</c> for people: many steps without their outputs, or few with them.</summary>
internal sealed class TimelineStore(Database database)
{
    public Task<IReadOnlyList<StepSpan>> ListAsync(Guid runId, int first, int most, CancellationToken cancellationToken) =>
        database.QueryAsync<StepSpan>(Sql.List, new { runId, first, most }, cancellationToken);

    /// <returns>The ids of all steps, in their order.</returns>
    public Task<IReadOnlyList<string>> ListIdsAsync(Guid runId, CancellationToken cancellationToken) =>
        database.QueryAsync<string>(Sql.ListIds, new { runId }, cancellationToken);

    public Task<StepRow?> FindAsync(Guid runId, string stepId, CancellationToken cancellationToken) =>
        database.FindAsync<StepRow>(Sql.Find, new { runId, stepId }, cancellationToken);

    /// <param name="stepIds"><see langword="null"/> for all.</param>
    public Task<IReadOnlyList<StepRow>> FindBeforeAsync(Guid runId, int seq, IReadOnlyList<string>? stepIds, CancellationToken cancellationToken) =>
        database.QueryAsync<StepRow>(Sql.FindBefore, new { runId, seq, stepIds }, cancellationToken);

    public Task<Tries?> FindTriesAsync(Guid runId, CancellationToken cancellationToken) =>
        database.FindAsync<Tries>(Sql.FindTries, new { runId }, cancellationToken);

    public Task<JsonElement?> FindInputAsync(Guid runId, CancellationToken cancellationToken) =>
        database.FindAsync<JsonElement?>(Sql.FindInput, new { runId }, cancellationToken);

    /// <param name="Failures">How many tries of its step have failed.</param>
    /// <param name="DueAt">When it may be taken up again; <see langword="null"/> while a worker has it, and when it has ended.</param>
    internal sealed record Tries(int Failures, DateTimeOffset? DueAt);

    internal static class Sql
    {
        private const string Whole =
            """
            run_id, seq, id, kind, state, attempts, started_at, ended_at, output, confidence, call_id, action_id, approval_id, explanation, problem,
            waiting_since, waited_until
            """;

        public const string List =
            $"""
            select
                seq, id, kind, state, attempts, started_at, ended_at, waiting_since, waited_until, call_id, action_id, approval_id,
                {ProblemJson.Code} as problem_code
            from orchestration.step
            where run_id = @runId
            order by seq
            offset @first
            limit @most
            """;

        public const string ListIds =
            """
            select id
            from orchestration.step
            where run_id = @runId
            order by seq
            """;

        public const string Find =
            $"""
            select {Whole}
            from orchestration.step
            where run_id = @runId and id = @stepId
            """;

        public const string FindBefore =
            $"""
            select {Whole}
            from orchestration.step
            where run_id = @runId and seq < @seq and (@stepIds::text[] is null or id = any(@stepIds))
            order by seq
            """;

        // A parked job is due at infinity, which is no time; one that has ended has none, and its failed step has the count.
        public const string FindTries =
            """
            select
                coalesce(job.failures, step.attempts, 0) as failures,
                case when job.worker is null and job.available_at < 'infinity' then job.available_at end as due_at
            from orchestration.run
            left join orchestration.job on job.run_id = run.id
            left join orchestration.step on step.run_id = run.id and step.id = run.step_id and step.state = 'failed'
            where run.id = @runId
            """;

        public const string FindInput =
            """
            select input
            from orchestration.run
            where id = @runId
            """;
    }
}
