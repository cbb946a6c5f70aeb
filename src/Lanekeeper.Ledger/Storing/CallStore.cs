using Lanekeeper.Ledger.Metering;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Writes the rows of calls, many at once; each batch is one transaction.</summary>
internal sealed partial class CallStore(Database database, LedgerOptions options, TimeProvider time, ILogger<CallStore> logger)
{
    // One message to PostgreSQL holds at most 1 GB, and memory is better spent otherwise.
    private const long LargestMessage = 16 * 1024 * 1024;

    /// <summary>An intent that is there already stays as it is; one that a limit does not allow is refused.</summary>
    public async Task<IReadOnlyList<Result<Done>>> OpenAsync(IReadOnlyList<CallIntent> batch, CancellationToken cancellationToken)
    {
        if (batch.Any(intent => intent.Hold is not null))
        {
            return await database.InTransactionAsync(transaction => OpenHeldAsync(transaction, batch, cancellationToken), cancellationToken);
        }

        var parts = Portions.Of(batch, LargestMessage, intent => intent.Request.Length);
        if (parts is [var only])
        {
            await database.ExecuteAsync(Sql.Open, Columns(only, time.GetUtcNow()), cancellationToken);
        }
        else
        {
            await database.InTransactionAsync(transaction => OpenAsync(transaction, parts, time.GetUtcNow(), cancellationToken), cancellationToken);
        }

        return Answers.Done(batch.Count);
    }

    private async Task<IReadOnlyList<Result<Done>>> OpenHeldAsync(DatabaseTransaction transaction, IReadOnlyList<CallIntent> batch, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var names = batch.SelectMany(intent => intent.Hold?.Limits ?? []).Select(limits => limits.Meter);
        var desk = new HoldDesk(await MeterStore.LockAsync(transaction, names, now, cancellationToken), now);
        var answers = batch.Select(desk.Admit).ToList();
        if (desk.Admitted.Count > 0)
        {
            await OpenAsync(transaction, Portions.Of(desk.Admitted, LargestMessage, intent => intent.Request.Length), now, cancellationToken);
            await MeterStore.SaveAsync(transaction, desk.Meters, cancellationToken);
        }

        transaction.AfterCommit(() => desk.Warnings.ForEach(LogNears));
        return answers;
    }

    private async Task OpenAsync(DatabaseTransaction transaction, IReadOnlyList<IReadOnlyList<CallIntent>> parts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var part in parts)
        {
            await transaction.ExecuteAsync(Sql.Open, Columns(part, now), cancellationToken);
        }
    }

    /// <summary>A final row that is there already stays as it is; one for a call that was never opened is refused.</summary>
    public async Task<IReadOnlyList<Result<Done>>> CloseAsync(IReadOnlyList<CallFinal> batch, CancellationToken cancellationToken)
    {
        var parts = Portions.Of([.. batch.DistinctBy(final => final.Id)], LargestMessage, final => final.Response?.Length ?? 0);
        var written = parts is [var only] && batch.All(final => final.Settlement is null)
            ? await database.QueryAsync<ClosedCall>(Sql.Close, Columns(only), cancellationToken)
            : await database.InTransactionAsync(transaction => CloseAsync(transaction, batch, parts, cancellationToken), cancellationToken);
        return written.Count(call => call.IsNew) == batch.Count ? Answers.Done(batch.Count) : await ExplainAsync(batch, cancellationToken);
    }

    private async Task<IReadOnlyList<ClosedCall>> CloseAsync(
        DatabaseTransaction transaction, IReadOnlyList<CallFinal> batch, IReadOnlyList<IReadOnlyList<CallFinal>> parts, CancellationToken cancellationToken)
    {
        var all = new List<ClosedCall>();
        foreach (var part in parts)
        {
            all.AddRange(await transaction.QueryAsync<ClosedCall>(Sql.Close, Columns(part), cancellationToken));
        }

        var settlements = batch.DistinctBy(final => final.Id).ToDictionary(final => final.Id, final => final.Settlement ?? CallSettlement.AsHeld);
        IReadOnlyList<HeldCall> held = [.. all.Select(call => call.Held).OfType<HeldCall>()];
        await MeterStore.SettleAsync(transaction, held, id => settlements[id], time.GetUtcNow(), cancellationToken);
        return all;
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

    private object Columns(IReadOnlyList<CallIntent> batch, DateTimeOffset now) => new
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
        Apps = batch.Column(intent => intent.App?.Name),
        KeyIds = batch.Column(intent => intent.App?.KeyId),
        Formats = batch.Column(intent => intent.App?.Format),
        Streamed = batch.Column(intent => intent.App?.IsStreamed),
        SessionIds = batch.Column(intent => intent.App?.SessionId),
        Meters = batch.Column(intent => intent.Hold is { } hold ? string.Join(',', hold.Limits.Select(limits => limits.Meter)) : null),
        HeldUsds = batch.Column(intent => intent.Hold?.Usd),
        HeldTokens = batch.Column(intent => intent.Hold?.Tokens),
        now,
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
        ReportedCosts = batch.Column(final => final.ReportedCostUsd),
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
                    @openedAts::timestamptz[], @deadlines::timestamptz[], @requests::bytea[],
                    @apps::text[], @keyIds::uuid[], @formats::text[], @streamed::boolean[], @sessionIds::text[],
                    @meters::text[], @heldUsds::numeric[], @heldTokens::bigint[])
                as given (
                    id, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                    attempt, purpose, route, provider, requested_model, price_version,
                    opened_at, deadline, request,
                    app, key_id, format, streamed, session_id,
                    meters, held_usd, held_tokens)
            ),
            written as (
                insert into ledger.call_intent (
                    id, node, process, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                    attempt, purpose, route, provider, requested_model, price_version, opened_at, deadline, app, key_id, format, streamed, session_id)
                select
                    id, @node, @process, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                    attempt, purpose, route, provider, requested_model, price_version, opened_at, deadline, app, key_id, format, streamed, session_id
                from given
                on conflict (id) do nothing
                returning id
            ),
            listed as (
                insert into ledger.call_open (id, node, process, deadline, meters, held_usd, held_tokens, held_at)
                select id, @node, @process, given.deadline, meters, held_usd, held_tokens, @now
                from written
                join given using (id)
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
                    @totals::float8[], @confidences::float8[], @closedAts::timestamptz[], @responses::bytea[], @lengths::bigint[], @reportedCosts::numeric[])
                as given (
                    id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                    before_ms, first_byte_ms, total_ms, confidence, closed_at, response, full_length, reported_cost_usd)
            ),
            written as (
                insert into ledger.call_final (
                    id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                    before_ms, first_byte_ms, total_ms, confidence, closed_at, reported_cost_usd)
                select
                    id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                    before_ms, first_byte_ms, total_ms, confidence, closed_at, reported_cost_usd
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
                returning id, meters, held_usd, held_tokens, held_at
            )
            select given.id, written.id is not null as is_new, meters, coalesce(held_usd, 0) as held_usd, coalesce(held_tokens, 0) as held_tokens, held_at
            from given
            left join written on written.id = given.id
            left join unlisted on unlisted.id = given.id
            """;

        public const string States =
            """
            select id, state
            from ledger.call_final
            where id = any(@ids)
            """;
    }

    [LoggerMessage(LogLevel.Warning, "{What}.")]
    private partial void LogNears(string what);
}

/// <param name="IsNew">Its final row was written just now.</param>
/// <param name="Meters">What it was held for; <see langword="null"/> when for nothing.</param>
internal sealed record ClosedCall(Guid Id, bool IsNew, string? Meters, decimal HeldUsd, long HeldTokens, DateTimeOffset? HeldAt)
{
    public HeldCall? Held => Meters is { } meters && HeldAt is { } at ? new HeldCall(Id, meters, HeldUsd, HeldTokens, at) : null;
}
