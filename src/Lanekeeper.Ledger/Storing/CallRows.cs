using Lanekeeper.Ledger.Metering;
using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>The rows of calls: two that stay, their bodies, and one in the list of those under way while it lasts.</summary>
internal static class CallRows
{
    // One message to PostgreSQL holds at most 1 GB, and memory is better spent otherwise.
    private const long LargestMessage = 16 * 1024 * 1024;

    /// <summary>Opens calls whose ids are new; one that is not ends the transaction as a duplicate.</summary>
    public static IEnumerable<DatabaseStep> Open(IReadOnlyList<CallIntent> intents, LedgerOptions options, DateTimeOffset now)
    {
        foreach (var part in Portions.Of(intents, LargestMessage, SizeOf))
        {
            var columns = CallColumns.Of(part, options, now);
            var isOne = part.Count == 1;
            yield return new(Sql.Intents, columns) { IsOneRow = isOne };
            yield return new(Sql.List, columns) { IsOneRow = isOne };
            yield return new(Sql.Requests, columns) { IsOneRow = isOne };
        }
    }

    /// <summary>Closes calls that this process has under way; one that is closed already ends the transaction as a duplicate.</summary>
    public static IEnumerable<DatabaseStep> Close(IReadOnlyList<CallFinal> finals, LedgerOptions options)
    {
        foreach (var part in Portions.Of(finals, LargestMessage, SizeOf))
        {
            var columns = CallColumns.Of(part);
            var isOne = part.Count == 1;
            yield return new(Sql.Finals, columns) { IsOneRow = isOne };
            yield return new(Sql.Unlist, columns);
            if (part.Any(final => final.Response is not null))
            {
                yield return new(Sql.Responses, CallColumns.OfResponses(part, options)) { IsOneRow = isOne };
            }
        }
    }

    /// <summary>Opens those of the calls that are not there yet.</summary>
    /// <returns>Which those were.</returns>
    public static async Task<IReadOnlyList<CallIntent>> OpenNewAsync(
        DatabaseTransaction transaction, IReadOnlyList<CallIntent> intents, LedgerOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var opened = new List<CallIntent>();
        foreach (var part in Portions.Of(intents, LargestMessage, SizeOf))
        {
            var written = (await transaction.QueryAsync<Guid>(Sql.IntentsUnlessThere, CallColumns.Of(part, options, now), cancellationToken)).ToHashSet();
            var news = part.Where(intent => written.Remove(intent.Id)).ToList();
            if (news.Count > 0)
            {
                var columns = CallColumns.Of(news, options, now);
                await transaction.ExecuteAsync(Sql.List, columns, cancellationToken);
                await transaction.ExecuteAsync(Sql.Requests, columns, cancellationToken);
                opened.AddRange(news);
            }
        }

        return opened;
    }

    /// <summary>Closes those of the calls that were opened and are not closed yet.</summary>
    /// <returns>How many those were, and what was held for them.</returns>
    public static async Task<(int Closed, IReadOnlyList<HeldCall> Held)> CloseOpenAsync(
        DatabaseTransaction transaction, IReadOnlyList<CallFinal> finals, LedgerOptions options, CancellationToken cancellationToken)
    {
        var (closed, held) = (0, new List<HeldCall>());
        foreach (var part in Portions.Of(finals, LargestMessage, SizeOf))
        {
            var columns = CallColumns.Of(part);
            var written = (await transaction.QueryAsync<Guid>(Sql.FinalsUnlessThere, columns, cancellationToken)).ToHashSet();
            var unlisted = await transaction.QueryAsync<UnlistedCall>(Sql.UnlistHeld, columns, cancellationToken);
            var answered = part.Where(final => written.Contains(final.Id) && final.Response is not null).ToList();
            if (answered.Count > 0)
            {
                await transaction.ExecuteAsync(Sql.Responses, CallColumns.OfResponses(answered, options), cancellationToken);
            }

            closed += written.Count;
            held.AddRange(unlisted.Select(call => call.Held).OfType<HeldCall>());
        }

        return (closed, held);
    }

    private static long SizeOf(CallIntent intent) => intent.Request.Length;

    private static long SizeOf(CallFinal final) => final.Response?.Length ?? 0;

    internal static class Sql
    {
        public const string Intents =
            """
            insert into ledger.call_intent (
                id, node, process, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                attempt, purpose, route, provider, requested_model, price_version, opened_at, deadline, app, key_id, format, streamed, session_id,
                route_reason, degraded, cache_hit_of)
            select
                id, @node, @process, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                attempt, purpose, route, provider, requested_model, price_version, opened_at, deadline, app, key_id, format, streamed, session_id,
                route_reason, degraded, cache_hit_of
            from unnest(
                @ids::uuid[], @workflows::text[], @snapshots::text[], @runIds::uuid[], @stepIds::text[], @traceIds::text[], @firstCallIds::uuid[],
                @attempts::int[], @purposes::text[], @routes::text[], @providers::text[], @requestedModels::text[], @priceVersions::text[],
                @openedAts::timestamptz[], @deadlines::timestamptz[], @apps::text[], @keyIds::uuid[], @formats::text[], @streamed::boolean[],
                @sessionIds::text[], @routeReasons::text[], @degradeds::text[], @cacheHits::uuid[])
            as given (
                id, workflow, snapshot, run_id, step_id, trace_id, first_call_id,
                attempt, purpose, route, provider, requested_model, price_version,
                opened_at, deadline, app, key_id, format, streamed,
                session_id, route_reason, degraded, cache_hit_of)

            """;

        public const string IntentsUnlessThere = Intents +
            """
            on conflict (id) do nothing
            returning id
            """;

        public const string List =
            """
            insert into ledger.call_open (id, node, process, deadline, meters, held_usd, held_tokens, held_at)
            select id, @node, @process, deadline, meters, held_usd, held_tokens, @now
            from unnest(@ids::uuid[], @deadlines::timestamptz[], @meters::text[], @heldUsds::numeric[], @heldTokens::bigint[])
            as given (id, deadline, meters, held_usd, held_tokens)
            """;

        public const string Requests =
            """
            insert into ledger.call_body (id, direction, bytes, full_length)
            select id, 'request', bytes, length(bytes)
            from unnest(@ids::uuid[], @requests::bytea[]) as given (id, bytes)
            """;

        public const string Finals =
            """
            insert into ledger.call_final (
                id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                before_ms, first_byte_ms, total_ms, confidence, closed_at, reported_cost_usd, served_model_header)
            select
                id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                before_ms, first_byte_ms, total_ms, confidence, closed_at, reported_cost_usd, served_model_header
            from unnest(
                @ids::uuid[], @states::text[], @failureCodes::text[], @failureMessages::text[], @httpStatuses::int[], @servedModels::text[],
                @providerRequestIds::text[], @systemFingerprints::text[], @finishReasons::text[], @inputs::bigint[], @outputs::bigint[],
                @cacheReads::bigint[], @cacheWrites::bigint[], @reasonings::bigint[], @costs::numeric[], @befores::float8[], @firstBytes::float8[],
                @totals::float8[], @confidences::float8[], @closedAts::timestamptz[], @reportedCosts::numeric[], @servedHeaders::text[])
            as given (
                id, state, failure_code, failure_message, http_status, served_model, provider_request_id, system_fingerprint, finish_reason,
                input_tokens, output_tokens, cache_read_tokens, cache_write_tokens, reasoning_tokens, cost_usd,
                before_ms, first_byte_ms, total_ms, confidence, closed_at, reported_cost_usd, served_model_header)

            """;

        // The question for the intent is a sub-select on purpose: it stays a look-up by key, whatever the planner has seen of the table.
        public const string FinalsUnlessThere = Finals +
            """
            where (select true from ledger.call_intent as intent where intent.id = given.id)
            on conflict (id) do nothing
            returning id
            """;

        public const string Unlist =
            """
            delete from ledger.call_open
            where id = any(@ids)

            """;

        public const string UnlistHeld = Unlist +
            """
            returning id, meters, held_usd, held_tokens, held_at
            """;

        public const string Responses =
            """
            insert into ledger.call_body (id, direction, bytes, full_length)
            select id, 'response', bytes, full_length
            from unnest(@ids::uuid[], @responses::bytea[], @lengths::bigint[]) as given (id, bytes, full_length)
            """;
    }
}

/// <summary>A call that is no longer under way, and what was held for it.</summary>
internal sealed record UnlistedCall(Guid Id, string? Meters, decimal? HeldUsd, long? HeldTokens, DateTimeOffset? HeldAt)
{
    public HeldCall? Held => Meters is { } meters && HeldAt is { } at ? new HeldCall(Id, meters, HeldUsd ?? 0, HeldTokens ?? 0, at) : null;
}
