using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Reads <c>ledger.call_log</c>.</summary>
internal sealed class CallLogStore(Database database)
{
    public const int Window = 10_000;

    private static readonly TimeSpan Near = TimeSpan.FromHours(1);

    /// <param name="edge">The oldest call to look at; <see langword="null"/> for all there are.</param>
    /// <param name="last">The newest one.</param>
    public Task<IReadOnlyList<CallRow>> ListAsync(CallQuery query, Guid? after, Guid? edge, Guid? last, int size, CancellationToken cancellationToken) =>
        database.QueryAsync<CallRow>(
            Sql.List,
            new { query.Workflow, query.RunId, query.StepId, query.State, query.Model, query.App, session = query.SessionId, first = query.FirstCallId, query.OfSteps, after, edge, last, size },
            cancellationToken);

    /// <returns>The last of the newest <see cref="Window"/> calls, or <see langword="null"/> when there are no more.</returns>
    public Task<Guid?> FindEdgeAsync(string? workflow, Guid? after, CancellationToken cancellationToken) =>
        database.FindAsync<Guid?>(Sql.FindEdge, new { workflow, after, Window }, cancellationToken);

    /// <returns>The last of the <see cref="Window"/> calls that follow one within the hour, or <see langword="null"/> when that one is not there.</returns>
    public Task<Guid?> FindLastNearAsync(string? workflow, Guid first, CancellationToken cancellationToken) =>
        database.FindAsync<Guid?>(Sql.FindLastNear, new { workflow, first, until = Id.LeastAt(Id.TimeOf(first) + Near), Window }, cancellationToken);

    public async Task<CallTotals> TotalAsync(CallQuery query, CancellationToken cancellationToken) =>
        await database.FindAsync<CallTotals>(Sql.Total, new { query.Workflow, query.RunId, query.StepId, query.State, query.Model, query.App, session = query.SessionId, first = query.FirstCallId, query.OfSteps }, cancellationToken)
        ?? new CallTotals(0, 0, 0, 0, 0);

    public Task<IReadOnlyList<StepCalls>> SumByStepAsync(Guid runId, CancellationToken cancellationToken) =>
        database.QueryAsync<StepCalls>(Sql.SumByStep, new { runId }, cancellationToken);

    public Task<IReadOnlyList<RunCalls>> SumByRunAsync(IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) =>
        database.QueryAsync<RunCalls>(Sql.SumByRun, new { runIds }, cancellationToken);

    public async Task<CallDetail?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await database.FindAsync<CallRow>(Sql.Find, new { id }, cancellationToken) is not { } call)
        {
            return null;
        }

        var rest = (await database.FindAsync<CallRest>(Sql.FindRest, new { id }, cancellationToken))!;
        return rest.ToDetail(call);
    }

    internal static class Sql
    {
        // What a provider turned down, or never got, it does not bill; all else that ended without a cost may have one.
        internal const string Unpriced = "cost_usd is null and coalesce(http_status, 0) < 400 and failure_code is distinct from 'models.unreachable'";

        private const string Columns =
            """
            id, workflow, snapshot, run_id, step_id, trace_id, attempt, purpose, route, provider, requested_model, served_model,
            nullif(state, 'open') as state, failure_code, input_tokens, output_tokens, cost_usd, total_ms, opened_at,
            first_call_id, app, key_id, format, streamed, session_id, route_reason, degraded, cache_hit_of, http_status, deadline
            """;

        private const string Asked =
            """
            (@workflow is null or workflow = @workflow)
                and (@runId is null or run_id = @runId)
                and (@stepId is null or step_id = @stepId)
                and (@state is null or state = @state)
                and (@model is null or requested_model = @model or served_model = @model)
                and (@app is null or app = @app)
                and (@session is null or session_id = @session)
                and (@first is null or first_call_id = @first)
                and (not @ofSteps or step_id is not null)
            """;

        public const string List =
            $"""
            select {Columns}
            from ledger.call_log
            where {Asked}
                and (@after is null or id < @after)
                and (@edge is null or id >= @edge)
                and (@last is null or id <= @last)
            order by id desc
            limit @size
            """;

        public const string FindEdge =
            """
            select id
            from ledger.call_intent
            where (@workflow is null or workflow = @workflow)
                and (@after is null or id < @after)
            order by id desc
            offset @window - 1
            limit 1
            """;

        public const string FindLastNear =
            """
            select id
            from (
                select id
                from ledger.call_intent
                where (@workflow is null or workflow = @workflow)
                    and id >= @first
                    and id < @until
                order by id
                limit @window
            ) as near
            order by id desc
            limit 1
            """;

        public const string Find =
            $"""
            select {Columns}
            from ledger.call_log
            where id = @id
            """;

        public const string FindRest =
            """
            select
                prompt, response, failure_message, price_version, provider_request_id, first_byte_ms, before_ms, finish_reason, system_fingerprint,
                cache_read_tokens, cache_write_tokens, reasoning_tokens
            from ledger.call_log
            where id = @id
            """;

        public const string SumByStep =
            $"""
            select
                intent.step_id,
                count(*) as calls,
                coalesce(sum(coalesce(final.input_tokens, 0) + coalesce(final.cache_read_tokens, 0) + coalesce(final.cache_write_tokens, 0)), 0)::bigint as input_tokens,
                coalesce(sum(final.output_tokens), 0)::bigint as output_tokens,
                trim_scale(round(sum(final.cost_usd), 12)) as cost_usd,
                count(*) filter (where final.id is not null and {Unpriced}) as unknown_cost,
                max(intent.degraded) filter (where final.state = 'answered') as degraded
            from ledger.call_intent as intent
            left join ledger.call_final as final on final.id = intent.id
            where intent.run_id = @runId
            group by intent.step_id
            """;

        public const string SumByRun =
            $"""
            select
                intent.run_id,
                count(*) as calls,
                trim_scale(round(sum(final.cost_usd), 12)) as cost_usd,
                count(*) filter (where final.id is not null and {Unpriced}) as unknown_cost
            from ledger.call_intent as intent
            left join ledger.call_final as final on final.id = intent.id
            where intent.run_id = any(@runIds::uuid[])
            group by intent.run_id
            """;

        public const string Total =
            $"""
            select
                count(*) as calls,
                count(*) filter (where state = 'answered') as answered,
                count(*) filter (where state = 'open') as open,
                trim_scale(round(coalesce(sum(cost_usd), 0), 12)) as cost_usd,
                count(*) filter (where state <> 'open' and {Unpriced}) as unknown_cost
            from ledger.call_log
            where {Asked}
            """;
    }
}
