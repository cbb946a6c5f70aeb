namespace Lanekeeper.Ledger;

/// <summary>The door of model calls. Both rows are committed, in groups, before the method returns.</summary>
public interface ICalls
{
    Task<Result<Done>> OpenAsync(CallIntent intent, CancellationToken cancellationToken);

    /// <summary>Not cancellable by the caller's token in practice: give it one that outlives the request, so that no final row is lost.</summary>
    Task<Result<Done>> CloseAsync(CallFinal final, CancellationToken cancellationToken);

    /// <summary>
    /// Newest first. A page that is narrowed by state, model, step, app or session looks at a bounded number of calls: it may have few or none, and still a
    /// <see cref="Page{T}.Next"/>, whose id tells (<see cref="Id.TimeOf"/>) how far back it has looked. The attempts of one request
    /// (<see cref="CallQuery.FirstCallId"/>) are looked for in the hour after the first.
    /// </summary>
    Task<Result<Page<CallRow>>> ListAsync(Actor actor, CallQuery query, PageRequest page, CancellationToken cancellationToken);

    Task<Result<CallDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>What the calls of each step of a run took, in one statement.</summary>
    Task<Result<IReadOnlyList<StepCalls>>> SumByStepAsync(Actor actor, Guid runId, CancellationToken cancellationToken);

    /// <summary>What the calls of some runs took, in one statement; a run without calls is left out.</summary>
    Task<Result<IReadOnlyList<RunCalls>>> SumByRunAsync(Actor actor, IReadOnlyList<Guid> runIds, CancellationToken cancellationToken);

    Task<Result<CallTotals>> TotalAsync(Actor actor, CallQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Calls by UTC day, of one workflow or of all, from that day to today; at most 400 days. Days that are over are read as counted once, a row for each
    /// workflow and model; today is counted whenever this is asked, which takes about three milliseconds for a thousand of today's calls.
    /// </summary>
    Task<Result<CallStats>> StatsAsync(Actor actor, string? workflow, DateOnly since, CancellationToken cancellationToken);
}

/// <param name="SessionId">The app's own name for a conversation.</param>
/// <param name="FirstCallId">Of the attempts of one request; name the workflow with it, which has an index.</param>
public sealed record CallQuery(
    string? Workflow = null, Guid? RunId = null, string? State = null, string? Model = null, string? StepId = null, string? App = null, string? SessionId = null, Guid? FirstCallId = null)
{
    /// <summary>Only what steps of runs asked, not what apps say that they asked for a run.</summary>
    public bool OfSteps { get; init; }
}

/// <summary>One row of <c>ledger.call_log</c>, without its bodies. A call that is still open has no state.</summary>
public sealed record CallRow
{
    public required Guid Id { get; init; }

    public required string Workflow { get; init; }

    public required string Snapshot { get; init; }

    public Guid? RunId { get; init; }

    public string? StepId { get; init; }

    public required string TraceId { get; init; }

    /// <summary>What all attempts at one request share: the first one's id.</summary>
    public Guid FirstCallId { get; init; }

    public required int Attempt { get; init; }

    public required CallPurpose Purpose { get; init; }

    public required string Route { get; init; }

    public required string Provider { get; init; }

    public required string RequestedModel { get; init; }

    public string? ServedModel { get; init; }

    public CallState? State { get; init; }

    public string? FailureCode { get; init; }

    /// <summary>What the provider answered with; <see langword="null"/> when nothing came.</summary>
    public int? HttpStatus { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public decimal? CostUsd { get; init; }

    public double? TotalMs { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>After this moment nobody waits for the answer any more.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>The app that asked; <see langword="null"/> for a step of a run.</summary>
    public string? App { get; init; }

    /// <summary>The key it showed.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>What the app spoke.</summary>
    public string? Format { get; init; }

    public bool? Streamed { get; init; }

    /// <summary>The app's own name for a conversation.</summary>
    public string? SessionId { get; init; }

    /// <summary>The call whose answer was given again.</summary>
    public Guid? CacheHitOf { get; init; }

    /// <summary>Why the route chose this model.</summary>
    public string? RouteReason { get; init; }

    /// <summary>What the model stands in for and why; <see langword="null"/> where it does not.</summary>
    public string? Degraded { get; init; }
}

/// <param name="Request">The prompt as sent, UTF-8 text.</param>
/// <param name="Response">The answer as received.</param>
public sealed record CallDetail(CallRow Call, string? Request, string? Response, string? FailureMessage, string? PriceVersion, string? ProviderRequestId, double? FirstByteMs)
{
    /// <summary>From the caller's request until the provider was asked.</summary>
    public double? BeforeMs { get; init; }

    public int? HttpStatus => Call.HttpStatus;

    /// <summary>Why the model stopped, in the provider's words.</summary>
    public string? FinishReason { get; init; }

    public string? SystemFingerprint { get; init; }

    public long? CacheReadTokens { get; init; }

    public long? CacheWriteTokens { get; init; }

    /// <summary>How many of the output tokens were reasoning.</summary>
    public long? ReasoningTokens { get; init; }
}

/// <param name="CostUsd">Of the calls whose cost is known.</param>
/// <param name="UnknownCost">How many calls may have cost money, and nobody knows how much.</param>
public sealed record CallTotals(long Calls, long Answered, long Open, decimal CostUsd, long UnknownCost);

/// <param name="InputTokens">With what was read from a cache or written to one.</param>
/// <param name="CostUsd">Of the calls whose cost is known; <see langword="null"/> where it is of none.</param>
/// <param name="UnknownCost">How many calls may have cost money, and nobody knows how much.</param>
/// <param name="Degraded">What the model that answered stood in for and why; <see langword="null"/> where none did.</param>
public sealed record StepCalls(string? StepId, long Calls, long InputTokens, long OutputTokens, decimal? CostUsd, long UnknownCost, string? Degraded = null);

/// <param name="CostUsd">Of the calls whose cost is known; <see langword="null"/> where it is of none.</param>
/// <param name="UnknownCost">How many calls may have cost money, and nobody knows how much.</param>
public sealed record RunCalls(Guid RunId, long Calls, decimal? CostUsd, long UnknownCost);
