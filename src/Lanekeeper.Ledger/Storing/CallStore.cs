using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Writes the rows of calls, many at once; each batch is one transaction.</summary>
internal sealed class CallStore(Database database, LedgerOptions options)
{
    // One message to PostgreSQL holds at most 1 GB, and memory is better spent otherwise.
    private const long LargestMessage = 16 * 1024 * 1024;

    /// <summary>An intent that is there already stays as it is.</summary>
    public async Task<IReadOnlyList<Result<Done>>> OpenAsync(IReadOnlyList<CallIntent> batch, CancellationToken cancellationToken)
    {
        var parts = Portions.Of(batch, LargestMessage, intent => intent.Request.Length);
        if (parts is [var only])
        {
            await database.ExecuteAsync(Sql.Open, Columns(only), cancellationToken);
        }
        else
        {
            await database.InTransactionAsync(
                async transaction =>
                {
                    foreach (var part in parts)
                    {
                        await transaction.ExecuteAsync(Sql.Open, Columns(part), cancellationToken);
                    }
                },
                cancellationToken);
        }

        return Answers.Done(batch.Count);
    }

    /// <summary>A final row that is there already stays as it is; one for a call that was never opened is refused.</summary>
    public async Task<IReadOnlyList<Result<Done>>> CloseAsync(IReadOnlyList<CallFinal> batch, CancellationToken cancellationToken)
    {
        var parts = Portions.Of([.. batch.DistinctBy(final => final.Id)], LargestMessage, final => final.Response?.Length ?? 0);
        var written = parts is [var only]
            ? await database.QueryAsync<Guid>(Sql.Close, Columns(only), cancellationToken)
            : await database.InTransactionAsync(
                async transaction =>
                {
                    var all = new List<Guid>();
                    foreach (var part in parts)
                    {
                        all.AddRange(await transaction.QueryAsync<Guid>(Sql.Close, Columns(part), cancellationToken));
                    }

                    return (IReadOnlyList<Guid>)all;
                },
                cancellationToken);
        return written.Count == batch.Count ? Answers.Done(batch.Count) : await ExplainAsync(batch, cancellationToken);
    }

    // Rare: somebody closes twice, or what was never opened.
    private async Task<IReadOnlyList<Result<Done>>> ExplainAsync(IReadOnlyList<CallFinal> batch, CancellationToken cancellationToken)
    {
        var ids = batch.Select(final => final.Id).Distinct().ToArray();
        var states = (await database.QueryAsync<(Guid Id, CallState State)>(Sql.States, new { ids }, cancellationToken)).ToDictionary(row => row.Id, row => row.State);
        return [.. batch.Select(final => Explain(final, states))];
    }

    private static Result<Done> Explain(CallFinal final, Dictionary<Guid, CallState> states)
    {
        if (!states.TryGetValue(final.Id, out var state))
        {
            return LedgerProblems.UnknownCall(final.Id);
        }

        return state == final.State ? Done.Instance : LedgerProblems.AlreadyClosed(final.Id, CallStates.Write(state));
    }

    private object Columns(IReadOnlyList<CallIntent> batch) => new
    {
        options.Node,
        options.Process,
        Ids = batch.Column(intent => intent.Id),
        Workflows = batch.Column(intent => intent.Origin.Workflow),
        Snapshots = batch.Column(intent => intent.Origin.Snapshot),
        RunIds = batch.Column(intent => intent.Origin.RunId),
        StepIds = batch.Column(intent => intent.Origin.StepId),
        TraceIds = batch.Column(intent => intent.Origin.TraceId),
        FirstCallIds = batch.Column(intent => intent.FirstCallId),
        Attempts = batch.Column(intent => intent.Attempt),
        Purposes = batch.Column(intent => intent.Purpose),
        Routes = batch.Column(intent => intent.Route),
        Providers = batch.Column(intent => intent.Provider),
        RequestedModels = batch.Column(intent => intent.RequestedModel),
        PriceVersions = batch.Column(intent => intent.PriceVersion),
        OpenedAts = batch.Column(intent => intent.OpenedAt),
        Deadlines = batch.Column(intent => intent.Deadline),
        Requests = batch.Column(intent => intent.Request),
    };

    private object Columns(IReadOnlyList<CallFinal> batch) => new
    {
        Ids = batch.Column(final => final.Id),
        States = batch.Column(final => final.State),
        FailureCodes = batch.Column(final => final.FailureCode),
        FailureMessages = batch.Column(final => final.FailureMessage),
        HttpStatuses = batch.Column(final => final.HttpStatus),
        ServedModels = batch.Column(final => final.ServedModel),
        ProviderRequestIds = batch.Column(final => final.ProviderRequestId),
        SystemFingerprints = batch.Column(final => final.SystemFingerprint),
        FinishReasons = batch.Column(final => final.FinishReason),
        Inputs = batch.Column(final => final.Usage.Input),
        Outputs = batch.Column(final => final.Usage.Output),
        CacheReads = batch.Column(final => final.Usage.CacheRead),
        CacheWrites = batch.Column(final => final.Usage.CacheWrite),
        Reasonings = batch.Column(final => final.Usage.Reasoning),
        Costs = batch.Column(final => final.CostUsd),
        Befores = batch.Column(final => final.Latency.BeforeMs),
        FirstBytes = batch.Column(final => final.Latency.FirstByteMs),
        Totals = batch.Column(final => final.Latency.TotalMs),
        Confidences = batch.Column(final => final.Confidence),
        ClosedAts = batch.Column(final => final.ClosedAt),
        Responses = batch.Column(final => final.Response is { } body && body.Length > options.LargestBody ? body[..options.LargestBody] : final.Response),
        Lengths = batch.Column(final => final.Response?.LongLength),
    };

    internal static class Sql
    {
        public const string Open =
            """
            with given as (
                select *
                from unnest(
                    @ids::uuid[], @workflows::text[], @snapshots::text[], @runIds::uuid[], @stepIds::text[], @traceIds::text[], @firstCallIds::uuid[],
                    @attempts::int[], @purposes::text[], @routes::text[], @providers::text[], @requestedModels::text[], @priceVersions::text[],
                    @openedAts::timestamptz[], @deadlines::timestamptz[], @requests::bytea[])
                as given (
                    id, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                    attempt, purpose, route, provider, requested_model, price_version,
                    opened_at, deadline, request)
            ),
            written as (
                insert into ledger.call_intent (
                    id, node, process, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                    attempt, purpose, route, provider, requested_model, price_version, opened_at, deadline)
                select
                    id, @node, @process, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                    attempt, purpose, route, provider, requested_model, price_version, opened_at, deadline
                from given
                on conflict (id) do nothing
                returning id, deadline
            ),
            listed as (
                insert into ledger.call_open (id, node, process, deadline)
                select id, @node, @process, deadline
                from written
                on conflict (id) do nothing
            )
            insert into ledger.call_body (id, direction, bytes, full_length)
            select id, 'request', request, length(request)
            from given
            where id in (select id from written)
            on conflict (id, direction) do nothing
            """;

        // The question for the intent is a sub-select on purpose: it stays a look-up by key, whatever the planner has seen of the table.
        public const string Close =
            """
            with given as (
                select *
                from unnest(
                    @ids::uuid[], @states::text[], @failureCodes::text[], @failureMessages::text[], @httpStatuses::int[], @servedModels::text[],
                    @providerRequestIds::text[], @systemFingerprints::text[], @finishReasons::text[], @inputs::bigint[], @outputs::bigint[],
                    @cacheReads::bigint[], @cacheWrites::bigint[], @reasonings::bigint[], @costs::numeric[], @befores::float8[], @firstBytes::float8[],
                    @totals::float8[], @confidences::float8[], @closedAts::timestamptz[], @responses::bytea[], @lengths::bigint[])
                as given (
                    id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                    before_ms, first_byte_ms, total_ms, confidence, closed_at, response, full_length)
            ),
            written as (
                insert into ledger.call_final (
                    id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                    before_ms, first_byte_ms, total_ms, confidence, closed_at)
                select
                    id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                    before_ms, first_byte_ms, total_ms, confidence, closed_at
                from given
                where (select true from ledger.call_intent as intent where intent.id = given.id)
                on conflict (id) do nothing
                returning id
            ),
            kept as (
                insert into ledger.call_body (id, direction, bytes, full_length)
                select id, 'response', response, full_length
                from given
                where response is not null and id in (select id from written)
                on conflict (id, direction) do nothing
            ),
            unlisted as (
                delete from ledger.call_open
                where id = any(@ids)
            )
            select id
            from written
            """;

        public const string States =
            """
            select id, state
            from ledger.call_final
            where id = any(@ids)
            """;
    }
}
