using Lanekeeper.Ledger.Metering;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Storing;

/// <summary>
/// Writes the rows of calls, many at once; each batch is one transaction. Most batches are decided by what this process remembers and sent in one
/// trip; where the database finds that something is not as remembered, it is locked, read and done again.
/// </summary>
internal sealed partial class CallStore(Database database, MeterBook book, LedgerOptions options, TimeProvider time, ILogger<CallStore> logger)
{
    // One message to PostgreSQL holds at most 1 GB, and memory is better spent otherwise.
    private const long LargestMessage = 16 * 1024 * 1024;

    /// <summary>
    /// An intent that is there already stays as it is; one that a limit does not allow is refused. A final row that is there already stays as it is;
    /// one for a call that was never opened is refused. Never called twice at a time.
    /// </summary>
    public async Task<IReadOnlyList<Result<Done>>> WriteAsync(IReadOnlyList<CallEntry> entries, CancellationToken cancellationToken)
    {
        var batch = new CallBatch(entries, time.GetUtcNow());
        try
        {
            return await TryWriteKnownAsync(batch, cancellationToken) ?? await WriteLockedAsync(batch, cancellationToken);
        }
        catch
        {
            // Whether it was committed after all is not known.
            book.Doubt();
            throw;
        }
    }

    /// <summary>Opens calls whose rows waited elsewhere. They were decided when they were made; now they are only counted, unless they had been committed after all.</summary>
    public Task OpenLateAsync(Guid process, IReadOnlyList<CallIntent> intents, CancellationToken cancellationToken) =>
        intents.Count == 0 ? Task.CompletedTask : database.InTransactionAsync(
            async transaction =>
            {
                var now = time.GetUtcNow();
                var columns = CallColumns.Of(intents, options with { Process = process }, now, isExact: false);
                var written = (await transaction.FindAsync<Guid[]>(Sql.Open, columns, cancellationToken) ?? []).ToHashSet();
                var held = intents.Where(intent => intent.Hold is not null && written.Contains(intent.Id)).ToList();
                var names = held.SelectMany(intent => intent.Hold!.Limits).Select(limits => limits.Meter);
                var desk = new HoldDesk(await MeterStore.LockAsync(transaction, names, now, cancellationToken), now);
                held.ForEach(desk.Count);
                await MeterStore.SaveAsync(transaction, desk.Meters, cancellationToken);
            },
            cancellationToken);

    /// <summary>Closes calls whose rows waited elsewhere.</summary>
    public async Task CloseLateAsync(IReadOnlyList<CallEntry> finals, CancellationToken cancellationToken)
    {
        if (finals.Count > 0)
        {
            await WriteLockedAsync(new CallBatch(finals, time.GetUtcNow()), cancellationToken);
        }
    }

    /// <returns><see langword="null"/> when this process does not know enough, or somebody else was quicker.</returns>
    private async Task<IReadOnlyList<Result<Done>>?> TryWriteKnownAsync(CallBatch batch, CancellationToken cancellationToken)
    {
        if (!batch.TryFindHeld(book, out var held) || !book.TryFind(batch.MetersOf(held), out var meters))
        {
            return null;
        }

        var desk = new HoldDesk(meters, batch.Now);
        var answers = batch.Decide(desk, held);
        try
        {
            if (Steps(batch, desk) is { Count: > 0 } steps)
            {
                await database.SendAsync(steps, cancellationToken);
            }
        }
        catch (Exception outdated) when (DatabaseFailure.IsConflict(outdated))
        {
            book.Doubt();
            return null;
        }

        Keep(batch, desk);
        return answers;
    }

    private List<DatabaseStep> Steps(CallBatch batch, HoldDesk desk)
    {
        var steps = new List<DatabaseStep>(3);
        if (desk.Meters.Count > 0 && (desk.Admitted.Count > 0 || batch.Finals.Count > 0))
        {
            steps.Add(MeterStore.Known(desk.Meters));
        }

        steps.AddRange(Portions.Of(desk.Admitted, LargestMessage, SizeOf).Select(part => new DatabaseStep(Sql.Open, CallColumns.Of(part, options, batch.Now, isExact: true))));
        steps.AddRange(Portions.Of(batch.Finals, LargestMessage, SizeOf).Select(part => new DatabaseStep(Sql.CloseKnown, CallColumns.Of(part, options))));
        return steps;
    }

    private async Task<IReadOnlyList<Result<Done>>> WriteLockedAsync(CallBatch batch, CancellationToken cancellationToken)
    {
        var (desk, answers, written) = await database.InTransactionAsync(
            async transaction =>
            {
                var closed = new List<ClosedCall>();
                foreach (var part in Portions.Of(batch.Finals, LargestMessage, SizeOf))
                {
                    closed.AddRange(await transaction.QueryAsync<ClosedCall>(Sql.Close, CallColumns.Of(part, options), cancellationToken));
                }

                IReadOnlyList<HeldCall> held = [.. closed.Select(call => call.Held).OfType<HeldCall>()];
                var desk = new HoldDesk(await MeterStore.LockAsync(transaction, batch.MetersOf(held), batch.Now, cancellationToken), batch.Now);
                var answers = batch.Decide(desk, held);
                foreach (var part in Portions.Of(desk.Admitted, LargestMessage, SizeOf))
                {
                    await transaction.ExecuteAsync(Sql.Open, CallColumns.Of(part, options, batch.Now, isExact: false), cancellationToken);
                }

                await MeterStore.SaveAsync(transaction, desk.Meters, cancellationToken);
                return (desk, answers, closed.Count(call => call.IsNew));
            },
            cancellationToken);
        Keep(batch, desk);
        return written == batch.ClosedAtOnce ? answers : await ExplainAsync(batch, answers, cancellationToken);
    }

    private void Keep(CallBatch batch, HoldDesk desk)
    {
        book.Keep(desk, batch.Finals, batch.Now);
        desk.Warnings.ForEach(LogNears);
    }

    // Rare: somebody closes twice, or what was never opened.
    private async Task<IReadOnlyList<Result<Done>>> ExplainAsync(CallBatch batch, IReadOnlyList<Result<Done>> answers, CancellationToken cancellationToken)
    {
        var ids = batch.Finals.Select(final => final.Id).ToArray();
        var states = (await database.QueryAsync<(Guid Id, CallState State)>(Sql.States, new { ids }, cancellationToken)).ToDictionary(row => row.Id, row => row.State);
        return [.. batch.Entries.Zip(answers, (entry, answer) => entry.Final is { } final ? Explain(final, states) : answer)];
    }

    private static Result<Done> Explain(CallFinal final, Dictionary<Guid, CallState> states)
    {
        if (!states.TryGetValue(final.Id, out var state))
        {
            return LedgerProblems.UnknownCall(final.Id);
        }

        return state == final.State ? Done.Instance : LedgerProblems.AlreadyClosed(final.Id, CallStates.Write(state));
    }

    private static long SizeOf(CallIntent intent) => intent.Request.Length;

    private static long SizeOf(CallFinal final) => final.Response?.Length ?? 0;

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
                    @apps::text[], @keyIds::uuid[], @formats::text[], @streamed::boolean[], @sessionIds::text[], @routeReasons::text[], @degradeds::text[], @cacheHits::uuid[],
                    @meters::text[], @heldUsds::numeric[], @heldTokens::bigint[])
                as given (
                    id, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                    attempt, purpose, route, provider, requested_model, price_version,
                    opened_at, deadline, request,
                    app, key_id, format, streamed, session_id, route_reason, degraded, cache_hit_of,
                    meters, held_usd, held_tokens)
            ),
            written as (
                insert into ledger.call_intent (
                    id, node, process, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                    attempt, purpose, route, provider, requested_model, price_version, opened_at, deadline, app, key_id, format, streamed, session_id,
                    route_reason, degraded, cache_hit_of)
                select
                    id, @node, @process, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                    attempt, purpose, route, provider, requested_model, price_version, opened_at, deadline, app, key_id, format, streamed, session_id,
                    route_reason, degraded, cache_hit_of
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
            ),
            kept as (
                insert into ledger.call_body (id, direction, bytes, full_length)
                select id, 'request', request, length(request)
                from given
                where id in (select id from written)
                on conflict (id, direction) do nothing
            )
            select array(select id from written), ledger.insist(not @isExact or (select count(*) from written) = cardinality(@ids))
            """;

        // Of calls that this process has under way: that their row is still in the list is proof enough that they were opened and not closed.
        public const string CloseKnown =
            Given + """
            unlisted as (
                delete from ledger.call_open
                where id = any(@ids)
                returning id
            ),
            written as (
            """ + Final + """
                where id in (select id from unlisted)
                on conflict (id) do nothing
                returning id
            ),
            kept as (
            """ + Body + """
            )
            select ledger.insist((select count(*) from written) = cardinality(@ids))
            """;

        // The question for the intent is a sub-select on purpose: it stays a look-up by key, whatever the planner has seen of the table.
        public const string Close =
            Given + """
            written as (
            """ + Final + """
                where (select true from ledger.call_intent as intent where intent.id = given.id)
                on conflict (id) do nothing
                returning id
            ),
            kept as (
            """ + Body + """
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

        private const string Given =
            """
            with given as (
                select *
                from unnest(
                    @ids::uuid[], @states::text[], @failureCodes::text[], @failureMessages::text[], @httpStatuses::int[], @servedModels::text[],
                    @providerRequestIds::text[], @systemFingerprints::text[], @finishReasons::text[], @inputs::bigint[], @outputs::bigint[],
                    @cacheReads::bigint[], @cacheWrites::bigint[], @reasonings::bigint[], @costs::numeric[], @befores::float8[], @firstBytes::float8[],
                    @totals::float8[], @confidences::float8[], @closedAts::timestamptz[], @responses::bytea[], @lengths::bigint[], @reportedCosts::numeric[],
                    @servedHeaders::text[])
                as given (
                    id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                    before_ms, first_byte_ms, total_ms, confidence, closed_at, response, full_length, reported_cost_usd,
                    served_model_header)
            ),

            """;

        private const string Final =
            """

                insert into ledger.call_final (
                    id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                    before_ms, first_byte_ms, total_ms, confidence, closed_at, reported_cost_usd, served_model_header)
                select
                    id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                    input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                    before_ms, first_byte_ms, total_ms, confidence, closed_at, reported_cost_usd, served_model_header
                from given

            """;

        private const string Body =
            """

                insert into ledger.call_body (id, direction, bytes, full_length)
                select id, 'response', response, full_length
                from given
                where response is not null and id in (select id from written)
                on conflict (id, direction) do nothing

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
