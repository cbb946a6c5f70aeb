using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Counts calls by day: reads and writes <c>ledger.call_day</c>.</summary>
internal sealed class CallDayStore(Database database) : ICountedDays
{
    public string What => "calls";

    // A call that was opened before midnight is closed by then, as a rule; for one that is not its day is counted again.
    public TimeSpan Margin => TimeSpan.FromHours(3);

    public Task<DateOnly?> FindMarkAsync(CancellationToken cancellationToken) => database.FindAsync<DateOnly?>(Sql.FindMark, null, cancellationToken);

    public Task<DateTimeOffset?> FindFirstAsync(CancellationToken cancellationToken) => database.FindAsync<DateTimeOffset?>(Sql.FindFirst, null, cancellationToken);

    public Task<IReadOnlyList<CallDayRow>> ReadAsync(string? workflow, DateOnly since, DateOnly until, CancellationToken cancellationToken) =>
        database.QueryAsync<CallDayRow>(Sql.Read, new { workflow, since, until }, cancellationToken);

    /// <summary>Counts now, from the calls themselves; its cost grows with the calls of these days.</summary>
    public Task<IReadOnlyList<CallDayRow>> CountAsync(string? workflow, DateOnly since, DateOnly until, CancellationToken cancellationToken) =>
        database.QueryAsync<CallDayRow>(workflow is null ? Sql.CountAll : Sql.CountOne, Range(workflow, since, until), cancellationToken);

    public Task KeepAsync(DateOnly day, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                // Before it is counted, so that what comes late is counted with it, or sets the mark back behind it.
                await transaction.ExecuteAsync(Sql.Lock, null, cancellationToken);
                await transaction.ExecuteAsync(Sql.Keep, Range(null, day, day.AddDays(1)), cancellationToken);
            },
            cancellationToken);

    /// <summary>Has the days of these calls, whose rows come late, counted again.</summary>
    public static async Task RecountAsync(DatabaseTransaction transaction, IReadOnlyCollection<Guid> calls, CancellationToken cancellationToken)
    {
        if (calls.Count > 0)
        {
            var day = DateOnly.FromDateTime(calls.Min(Id.TimeOf).UtcDateTime);
            await transaction.ExecuteAsync(Sql.SetBack, new { day }, cancellationToken);
        }
    }

    private static object Range(string? workflow, DateOnly since, DateOnly until) =>
        new { workflow, until, firstId = Id.LeastAt(Midnight(since)), nextId = Id.LeastAt(Midnight(until)) };

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    internal static class Sql
    {
        // The range stands at each table, so that each reads the partitions of these days only.
        private const string Counted =
            $"""
            select
                day,
                coalesce(workflow, '') as workflow,
                coalesce(model, '') as model,
                count(*) as calls,
                count(*) filter (where state in ('failed_transient', 'failed_semantic', 'timed_out', 'unknown')) as failed,
                coalesce(sum(input), 0)::bigint as input_tokens,
                coalesce(sum(output), 0)::bigint as output_tokens,
                trim_scale(round(coalesce(sum(cost_usd), 0), 12)) as cost_usd,
                count(*) filter (where is_unpriced) as unknown_cost,
                percentile_cont(0.5) within group (order by answered_ms) as p50_ms,
                percentile_cont(0.95) within group (order by answered_ms) as p95_ms
            from (
                select
                    (intent.opened_at at time zone 'UTC')::date as day,
                    intent.workflow,
                    intent.requested_model as model,
                    coalesce(final.state, case when lost.id is not null then 'unknown' end) as state,
                    coalesce(final.input_tokens, 0) + coalesce(final.cache_read_tokens, 0) + coalesce(final.cache_write_tokens, 0) as input,
                    final.output_tokens as output,
                    final.cost_usd,
                    (final.id is not null or lost.id is not null) and {CallLogStore.Sql.Unpriced} as is_unpriced,
                    case when final.state = 'answered' then final.total_ms end as answered_ms
                from ledger.call_intent as intent
                left join ledger.call_final as final on final.id = intent.id and final.id >= @firstId and final.id < @nextId
                left join ledger.call_lost as lost on lost.id = intent.id and lost.id >= @firstId and lost.id < @nextId
                where intent.id >= @firstId and intent.id < @nextId and (@workflow::text is null or intent.workflow = @workflow)
            ) as made
            """;

        public const string FindMark =
            """
            select until
            from ledger.call_day_mark
            """;

        public const string FindFirst =
            """
            select opened_at
            from ledger.call_intent
            order by id
            limit 1
            """;

        public const string Read =
            """
            select day, workflow, model, calls, failed, input_tokens, output_tokens, cost_usd, unknown_cost, p50_ms, p95_ms
            from ledger.call_day
            where day >= @since and day < @until
                and (workflow = @workflow or (@workflow::text is null and (workflow = '' or model = '')))
            """;

        public const string CountAll =
            $"""
            {Counted}
            group by grouping sets ((day, workflow), (day, model), (day))
            """;

        public const string CountOne =
            $"""
            {Counted}
            group by grouping sets ((day, workflow, model), (day, workflow))
            """;

        public const string Lock = "lock table ledger.call_day_mark in share row exclusive mode";

        public const string SetBack =
            """
            update ledger.call_day_mark
            set until = @day
            where until > @day
            """;

        public const string Keep =
            $"""
            with kept as (
                insert into ledger.call_day (
                    day, workflow, model, calls, failed, input_tokens, output_tokens, cost_usd, unknown_cost, p50_ms, p95_ms)
                {Counted}
                group by grouping sets ((day, workflow, model), (day, workflow), (day, model), (day))
                on conflict (day, workflow, model) do update
                set calls = excluded.calls,
                    failed = excluded.failed,
                    input_tokens = excluded.input_tokens,
                    output_tokens = excluded.output_tokens,
                    cost_usd = excluded.cost_usd,
                    unknown_cost = excluded.unknown_cost,
                    p50_ms = excluded.p50_ms,
                    p95_ms = excluded.p95_ms
            )
            insert into ledger.call_day_mark (until)
            values (@until)
            on conflict (one) do update
            set until = greatest(call_day_mark.until, excluded.until)
            """;
    }
}
