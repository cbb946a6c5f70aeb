using Lanekeeper.Ledger;
using Lanekeeper.Models.Calling;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Models.Relaying;

/// <summary>One request to a provider between its two rows.</summary>
/// <param name="judge">Tells the breaker whether the provider is down.</param>
/// <param name="isProbe">This one finds out whether the provider is back.</param>
internal sealed class Exchange(RelayRequest request, Guid id, CallRecorder recorder, TimeProvider time, Action<bool?> judge, bool isProbe)
{
    private long? _sent;
    private bool _isBack;
    private string? _servedHeader;

    public Guid Id => id;

    public RelayRequest Request => request;

    /// <summary>When the head of the answer was here, as a timestamp.</summary>
    public long? FirstByte { get; private set; }

    public int? Status { get; private set; }

    public string? ProviderRequestId { get; private set; }

    /// <summary>What an answer in the app's own format needs to know.</summary>
    public Asked Asked => new(request.Kind, request.Call.Body, request.Facts.IncludeUsage, id, time.GetUtcNow());

    /// <summary>From here on the provider may have heard of it.</summary>
    public void Send() => _sent = time.GetTimestamp();

    /// <summary>Keeps what the head of the answer says.</summary>
    public void Note(HttpResponseMessage response, long at)
    {
        FirstByte = at;
        Status = (int)response.StatusCode;
        ProviderRequestId = response.Headers.Value("x-request-id") ?? response.Headers.Value("request-id");
        _servedHeader = response.Headers.Value("x-ms-served-model");
    }

    /// <summary>A stream has begun to answer: a provider that was down is back, however long this one goes on.</summary>
    public void Begin()
    {
        if (isProbe)
        {
            judge(false);
            _isBack = true;
        }
    }

    /// <summary>Tells the breaker what this one says of the provider; <see langword="null"/> for nothing.</summary>
    public void Judge(bool? isDown)
    {
        if (isDown is not null || !_isBack)
        {
            judge(isDown);
        }
    }

    public static CallState StateOf(Problem? problem) =>
        problem is null ? CallState.Answered : problem.IsTransient ? CallState.FailedTransient : CallState.FailedSemantic;

    /// <summary>Writes the final row: whoever has gone away meanwhile, it is written.</summary>
    /// <param name="length">How long the body was, where it is not here as a whole.</param>
    /// <returns>What stopped it from being written, or <see langword="null"/>.</returns>
    public async Task<Problem?> CloseAsync(CallState state, Problem? problem, WireFacts facts, byte[]? body, long? length = null)
    {
        Judge(_sent is null ? null : IsDown(state, problem));
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
            ResponseLength = length,
            ServedModel = facts.ServedModel,
            ServedModelHeader = _servedHeader,
            Asked = new AskedModel(request.Provider, request.Target.Model.Model),
            ProviderRequestId = ProviderRequestId ?? facts.ResponseId,
            SystemFingerprint = facts.SystemFingerprint,
            FinishReason = facts.FinishReason,
            Usage = Counted(facts),
            CostUsd = cost,
            ReportedCostUsd = facts.ReportedCostUsd,
            Settlement = request.Hold is null ? null : Settle(state, problem, cost, facts, length ?? 0),
            Latency = new CallLatency(Milliseconds(_sent ?? time.GetTimestamp()), FirstByte is { } at ? Milliseconds(at) : null, Milliseconds(time.GetTimestamp())),
        };
        return (await recorder.CloseAsync(final)).Problem;
    }

    // Counting tokens is free, and so has no usage. What a stream that was cut had counted so far is not what it is billed for.
    private decimal? Cost(CallState state, WireFacts facts) =>
        request.Kind == WireKind.CountTokens ? state == CallState.Answered ? 0 : null
        : facts.Usages.Count == 0 || !facts.IsComplete ? null
        : request.Price.CostOf(facts.ServedModel, facts.Usages);

    // What the provider turned down, or never got, it does not bill. Of all else that is not known, what was held counts.
    private CallSettlement Settle(CallState state, Problem? problem, decimal? cost, WireFacts facts, long length)
    {
        var isTurnedDown = Status is >= 400 || (facts.Usages.Count == 0 && facts.Failure is < FailureKind.Refused and not FailureKind.Garbled);
        var isUnbilled = _sent is null || isTurnedDown || (Status is null && problem?.Code == "models.unreachable");
        return isUnbilled ? new(0, 0)
            : facts.IsComplete ? new(cost, Sum(Total(facts.Usages)))
            : state is CallState.Cancelled or CallState.FailedTransient && facts is { ShowsAll: true, Usages: [var begun] } ? AtMost(begun, length)
            : new(null, null);
    }

    // A token has at least a byte, and each event far more of its own: so many tokens were not written before the connection was closed.
    private CallSettlement AtMost(ModelUsage begun, long length)
    {
        var usage = begun.Usage with { Tokens = begun.Usage.Tokens with { Output = length } };
        return new(request.Price.CostOf(begun.Model, usage) is { } cost ? Math.Min(cost, request.Hold!.Usd) : null, Sum(usage.Tokens) is { } tokens ? Math.Min(tokens, request.Hold!.Tokens) : null);
    }

    private static long? Sum(CallUsage tokens) => tokens.Input + tokens.Output + (tokens.CacheRead ?? 0) + (tokens.CacheWrite ?? 0);

    // What the beginning of a stream says of the output is a placeholder.
    private CallUsage Counted(WireFacts facts)
    {
        var tokens = Total(facts.Usages);
        return request.Facts.IsStream && !facts.IsComplete ? tokens with { Output = null, Reasoning = null } : tokens;
    }

    // An app that left says nothing of the provider.
    private static bool? IsDown(CallState state, Problem? problem) => state is CallState.Cancelled or CallState.Unknown ? null : Breaker.IsDown(problem);

    private static CallUsage Total(IReadOnlyList<ModelUsage> usages) =>
        usages.Count == 0 ? CallUsage.Unknown : usages.Select(usage => usage.Usage.Tokens).Aggregate(Add);

    private static CallUsage Add(CallUsage one, CallUsage two) => new(
        one.Input + two.Input, one.Output + two.Output, Add(one.CacheRead, two.CacheRead), Add(one.CacheWrite, two.CacheWrite), Add(one.Reasoning, two.Reasoning));

    private static long? Add(long? one, long? two) => one is null ? two : one + (two ?? 0);

    private double Milliseconds(long at) => time.GetElapsedTime(request.Received, at).TotalMilliseconds;
}
