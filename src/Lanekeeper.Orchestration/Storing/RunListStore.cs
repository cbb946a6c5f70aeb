using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>
/// Lists of runs, newest first. What is asked for is looked for among the newest <see cref="Window"/> runs that one index can give, so that a rare text
/// among millions of runs takes no longer than a common one; where the window ends, the next page begins.
/// </summary>
internal sealed class RunListStore(Database database)
{
    public const int Window = 10_000;

    /// <returns>One more than asked for tells that there is a next page.</returns>
    public Task<IReadOnlyList<RunRow>> ListAsync(RunQuery query, Guid? before, int most, CancellationToken cancellationToken) =>
        database.QueryAsync<RunRow>(Of(query).List, Args(query, before, most), cancellationToken);

    /// <returns>The last run of the window, or <see langword="null"/> when the window holds all there are.</returns>
    public Task<Guid?> FindEdgeAsync(RunQuery query, Guid? before, CancellationToken cancellationToken) =>
        database.FindAsync<Guid?>(Of(query).Edge, Args(query, before, 0), cancellationToken);

    public Task<IReadOnlyList<StandingCount>> StandAsync(string? workflow, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.QueryAsync<StandingCount>(Sql.Stand, new { workflow, since = Id.LeastAt(since) }, cancellationToken);

    // The index that leaves the fewest runs: a rare end, a rare state, a person, a workflow.
    private static (string List, string Edge) Of(RunQuery query) => query switch
    {
        { Outcome: "routed" or "rejected" or "denied" } => (Sql.ListByOutcome, Sql.EdgeByOutcome),
        { State: not (null or RunState.Succeeded) } => (Sql.ListByState, Sql.EdgeByState),
        { StartedBy: not null } => (Sql.ListByStarter, Sql.EdgeByStarter),
        { Workflow: not null } => (Sql.ListByWorkflow, Sql.EdgeByWorkflow),
        _ => (Sql.ListAll, Sql.EdgeOfAll),
    };

    private static object Args(RunQuery query, Guid? before, int most) => new
    {
        query.Workflow,
        query.State,
        query.Outcome,
        query.StartedBy,
        pattern = query.Text is { Length: > 0 } text ? $"%{Escape(text)}%" : null,
        since = query.Since is { } since ? Id.LeastAt(since) : (Guid?)null,
        until = query.Until is { } until ? Id.LeastAt(until) : (Guid?)null,
        before,
        most,
        Window,
    };

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);

    internal sealed record StandingCount(RunState State, long Count);

    internal static class Sql
    {
        private const string Bounds =
            """
            (@before::uuid is null or id < @before) and (@since::uuid is null or id >= @since) and (@until::uuid is null or id < @until)
                order by id desc
            """;

        private const string ByOutcome = "outcome = @outcome and outcome in ('routed', 'rejected', 'denied') and " + Bounds;

        private const string ByState = "state = @state and " + Bounds;

        private const string ByStarter = "coalesce(started_by_name, started_by) = @startedBy and " + Bounds;

        private const string ByWorkflow = "workflow = @workflow and " + Bounds;

        private const string Newest = "select " + RunStore.Sql.Summary + " from (select * from orchestration.run where ";

        private const string Wanted =
            """

                limit @window) as newest
            where (@workflow::text is null or workflow = @workflow)
              and (@state::text is null or state = @state)
              and (@outcome::text is null or outcome = @outcome)
              and (@startedBy::text is null or coalesce(started_by_name, started_by) = @startedBy)
              and (@pattern::text is null or title ilike @pattern)
            order by id desc
            limit @most
            """;

        private const string Last = "select id from orchestration.run where ";

        private const string Behind = " offset @window - 1 limit 1";

        public const string ListAll = Newest + Bounds + Wanted;

        public const string ListByOutcome = Newest + ByOutcome + Wanted;

        public const string ListByState = Newest + ByState + Wanted;

        public const string ListByStarter = Newest + ByStarter + Wanted;

        public const string ListByWorkflow = Newest + ByWorkflow + Wanted;

        public const string EdgeOfAll = Last + Bounds + Behind;

        public const string EdgeByOutcome = Last + ByOutcome + Behind;

        public const string EdgeByState = Last + ByState + Behind;

        public const string EdgeByStarter = Last + ByStarter + Behind;

        public const string EdgeByWorkflow = Last + ByWorkflow + Behind;

        // Both are answered from indexes alone.
        public const string Stand =
            """
            select state, count(*) as count
            from orchestration.run
            where ended_at is null and (@workflow::text is null or workflow = @workflow)
            group by state
            union all
            select state, count(*)
            from orchestration.run
            where state in ('failed', 'dead') and id >= @since and (@workflow::text is null or workflow = @workflow)
            group by state
            """;
    }
}
