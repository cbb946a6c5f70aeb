using Lanekeeper.Ledger;
using Lanekeeper.Models.Calling;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Models.Relaying;

/// <summary>One request to a provider between its two rows.</summary>
internal sealed class Exchange(RelayRequest request, Guid id, long sent, CallRecorder recorder, TimeProvider time, Action<bool?> judge)
{
    public Guid Id => id;

    public RelayRequest Request => request;

    /// <summary>The provider may have heard of it.</summary>
    public bool IsSent { get; set; }

    /// <summary>When the head of the answer was here, as a timestamp.</summary>
    public long? FirstByte { get; private set; }

    public int? Status { get; private set; }

    public string? ProviderRequestId { get; private set; }

    /// <summary>Keeps what the head of the answer says.</summary>
    public void Note(HttpResponseMessage response, long at)
    {
        FirstByte = at;
        Status = (int)response.StatusCode;
        ProviderRequestId = response.Headers.Value("x-request-id") ?? response.Headers.Value("request-id");
    }

    /// <summary>Tells the breaker what this one says of the provider; <see langword="null"/> for nothing.</summary>
    public void Judge(bool? isDown) => judge(isDown);

    /// <summary>Writes the final row: whoever has gone away meanwhile, it is written.</summary>
    /// <returns>What stopped it from being written, or <see langword="null"/>.</returns>
    public async Task<Problem?> CloseAsync(CallState state, Problem? problem, WireFacts facts, byte[]? body)
    {
        Judge(IsDown(state, problem));
        var cost = Cost(state, facts);
        var final = new CallFinal
        {
            Id = id,
            State = state,
            ClosedAt = time.GetUtcNow(),
            FailureCode = problem?.Code,
            FailureMessage = problem?.Message,
            HttpStatus = Status,
            Response = body,
            ServedModel = facts.ServedModel,
            ProviderRequestId = ProviderRequestId ?? facts.ResponseId,
            SystemFingerprint = facts.SystemFingerprint,
            FinishReason = facts.FinishReason,
            Usage = Total(facts.Usages),
            CostUsd = cost,
            ReportedCostUsd = facts.ReportedCostUsd,
            Settlement = request.Hold is null ? null : Settle(problem, cost, facts),
            Latency = new CallLatency(Milliseconds(sent), FirstByte is { } at ? Milliseconds(at) : null, Milliseconds(time.GetTimestamp())),
        };
        return (await recorder.CloseAsync(final)).Problem;
    }

    // Counting tokens is free, and so has no usage. What a stream that was cut had counted so far is not what it is billed for.
    private decimal? Cost(CallState state, WireFacts facts) =>
        request.Kind == WireKind.CountTokens ? state == CallState.Answered ? 0 : null
        : facts.Usages.Count == 0 || !facts.IsComplete ? null
        : request.Price.CostOf(facts.ServedModel, facts.Usages);

    // What the provider turned down, or never got, it does not bill. Of all else that is not known, what was held counts.
    private CallSettlement Settle(Problem? problem, decimal? cost, WireFacts facts)
    {
        var isUnbilled = !IsSent || Status is >= 400 || (problem?.Code == "models.unreachable" && Status is null) || (facts.Failure is { } kind && kind < FailureKind.Refused && facts.Usages.Count == 0);
        var tokens = Total(facts.Usages);
        return isUnbilled ? new(0, 0) : new(cost, facts.IsComplete ? tokens.Input + tokens.Output + (tokens.CacheRead ?? 0) + (tokens.CacheWrite ?? 0) : null);
    }

    // Too much to do is not the same as being down, and an app that left says nothing of the provider.
    private static bool? IsDown(CallState state, Problem? problem) =>
        state is CallState.Cancelled or CallState.Unknown ? null
        : problem is { IsTransient: true, Code: not ("models.rate-limited" or "models.busy") };

    private static CallUsage Total(IReadOnlyList<ModelUsage> usages) =>
        usages.Count == 0 ? CallUsage.Unknown : usages.Select(usage => usage.Usage.Tokens).Aggregate(Add);

    private static CallUsage Add(CallUsage one, CallUsage two) => new(
        one.Input + two.Input, one.Output + two.Output, Add(one.CacheRead, two.CacheRead), Add(one.CacheWrite, two.CacheWrite), Add(one.Reasoning, two.Reasoning));

    private static long? Add(long? one, long? two) => one is null ? two : one + (two ?? 0);

    private double Milliseconds(long at) => time.GetElapsedTime(request.Received, at).TotalMilliseconds;
}
