using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>Counts runs by day: reads and writes <c>orchestration.run_day</c>.</summary>
internal sealed class RunDayStore(Database database) : ICountedDays
{
    public string What => "runs";

    // What ended just before midnight is surely committed by then.
    public TimeSpan Margin => TimeSpan.FromMinutes(10);

    public Task<DateOnly?> FindMarkAsync(CancellationToken cancellationToken) => database.FindAsync<DateOnly?>(Sql.FindMark, null, cancellationToken);

    public Task<DateTimeOffset?> FindFirstAsync(CancellationToken cancellationToken) => database.FindAsync<DateTimeOffset?>(Sql.FindFirst, null, cancellationToken);

    public Task<IReadOnlyList<RunDayRow>> ReadAsync(string? workflow, DateOnly since, DateOnly until, CancellationToken cancellationToken) =>
        database.QueryAsync<RunDayRow>(Sql.Read, new { workflow, since, until }, cancellationToken);

    /// <summary>Counts now, from the runs themselves; its cost grows with the runs of these days.</summary>
    public Task<IReadOnlyList<RunDayRow>> CountAsync(string? workflow, DateOnly since, DateOnly until, CancellationToken cancellationToken) =>
        database.QueryAsync<RunDayRow>(Sql.Count, Range(workflow, since, until), cancellationToken);

    /// <summary>Counts all runs there are.</summary>
    /// <param name="until">The first day that was not counted yet.</param>
    public Task<IReadOnlyList<StateCount>> CountByStateAsync(string? workflow, DateOnly until, CancellationToken cancellationToken) =>
        database.QueryAsync<StateCount>(Sql.CountByState, new { workflow, until, since = Midnight(until) }, cancellationToken);

    public Task KeepAsync(DateOnly day, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Keep, Range(null, day, day.AddDays(1)), cancellationToken);

    private static object Range(string? workflow, DateOnly since, DateOnly until)
    {
        var (begins, ends) = (Midnight(since), Midnight(until));
        return new { workflow, until, begins, ends, firstId = Id.LeastAt(begins), nextId = Id.LeastAt(ends) };
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    internal sealed record StateCount(RunState State, long Count);

    internal static class Sql
    {
        // Each run is at most two events: it starts, and it ends.
        private const string Counted =
            """
            select
                day,
                coalesce(workflow, '') as workflow,
                count(*) filter (where event = 'started') as started,
                count(*) filter (where event = 'succeeded') as succeeded,
                count(*) filter (where event = 'failed') as failed,
                count(*) filter (where event = 'dead') as dead,
                count(*) filter (where event = 'cancelled') as cancelled,
                percentile_cont(0.5) within group (order by total_ms) as p50_ms,
                percentile_cont(0.95) within group (order by total_ms) as p95_ms,
                percentile_cont(0.5) within group (order by working_ms) as working_p50_ms,
                percentile_cont(0.95) within group (order by working_ms) as working_p95_ms
            from (
                select (created_at at time zone 'UTC')::date as day, workflow, 'started' as event, null::float8 as total_ms, null::float8 as working_ms
                from orchestration.run
                where id >= @firstId and id < @nextId and (@workflow::text is null or workflow = @workflow)
                union all
                select
                    (ended_at at time zone 'UTC')::date, workflow, state,
                    case when state <> 'cancelled' then extract(epoch from ended_at - created_at)::float8 * 1000 end,
                    case when state <> 'cancelled' then working_ms::float8 end
                from orchestration.run
                where ended_at >= @begins and ended_at < @ends and (@workflow::text is null or workflow = @workflow)
            ) as happened
            group by grouping sets ((day, workflow), (day))
            """;

        public const string FindMark =
            """
            select until
            from orchestration.run_day_mark
            """;

        public const string FindFirst =
            """
            select created_at
            from orchestration.run
            order by id
            limit 1
            """;

        public const string Read =
            """
            select day, workflow, started, succeeded, failed, dead, cancelled, p50_ms, p95_ms, working_p50_ms, working_p95_ms
            from orchestration.run_day
            where day >= @since and day < @until and (@workflow::text is null or workflow = @workflow)
            """;

        public const string Count = Counted;

        // What failed may be replayed and what is open goes on: those are counted where they stand, in indexes of their own.
        public const string CountByState =
            """
            select state, sum(count)::bigint as count
            from (
                select state, count(*) as count
                from orchestration.run
                where ended_at is null and (@workflow::text is null or workflow = @workflow)
                group by state
                union all
                select state, count(*)
                from orchestration.run
                where state in ('failed', 'dead') and (@workflow::text is null or workflow = @workflow)
                group by state
                union all
                select state, count(*)
                from orchestration.run
                where state in ('succeeded', 'cancelled') and ended_at >= @since and (@workflow::text is null or workflow = @workflow)
                group by state
                union all
                select ended.state, ended.count
                from orchestration.run_day
                cross join lateral (values ('succeeded', succeeded), ('cancelled', cancelled)) as ended (state, count)
                where day < @until and workflow = coalesce(@workflow, '')
            ) as counted
            group by state
            """;

        public const string Keep =
            $"""
            with kept as (
                insert into orchestration.run_day (
                    day, workflow, started, succeeded, failed, dead, cancelled, p50_ms, p95_ms, working_p50_ms, working_p95_ms)
                {Counted}
                on conflict (day, workflow) do nothing
            )
            insert into orchestration.run_day_mark (until)
            values (@until)
            on conflict (one) do update
            set until = greatest(run_day_mark.until, excluded.until)
            """;
    }
}
