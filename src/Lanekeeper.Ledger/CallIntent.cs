namespace Lanekeeper.Ledger;

/// <summary>What is written down before a provider is called: one call is one request to a provider.</summary>
public sealed record CallIntent
{
    /// <summary>UUID v7.</summary>
    public required Guid Id { get; init; }

    public required CallOrigin Origin { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>After this moment nobody waits for the answer any more.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>From 1; retries and the repair of an answer that failed its schema are calls of their own with the same <see cref="FirstCallId"/>.</summary>
    public required int Attempt { get; init; }

    public required Guid FirstCallId { get; init; }

    public required CallPurpose Purpose { get; init; }

    public required string Route { get; init; }

    /// <summary>OpenTelemetry's <c>gen_ai.provider.name</c>: <c>openai</c>, <c>anthropic</c>, <c>lanekeeper.baseline</c>.</summary>
    public required string Provider { get; init; }

    public required string RequestedModel { get; init; }

    /// <summary>Why the route chose this model.</summary>
    public string? RouteReason { get; init; }

    /// <summary>What it stands in for and why; <see langword="null"/> where it does not.</summary>
    public string? Degraded { get; init; }

    /// <summary>The request body, byte for byte as sent; credentials are in headers and are not kept.</summary>
    public required byte[] Request { get; init; }

    /// <summary>The price list by which this call is priced; <see langword="null"/> when the model's price is unknown.</summary>
    public string? PriceVersion { get; init; }

    /// <summary>The call whose answer is given again; then no provider is asked.</summary>
    public Guid? CacheHitOf { get; init; }

    /// <summary>The app that asked; <see langword="null"/> for a step of a run.</summary>
    public CallApp? App { get; init; }

    /// <summary>What is held in the same commit; where a limit does not allow it, the call is not opened.</summary>
    public CallHold? Hold { get; init; }
}

/// <summary>An app that speaks a provider's own format.</summary>
/// <param name="KeyId">The key it showed.</param>
/// <param name="Name">Its name, which all its keys share.</param>
/// <param name="Format">What it spoke: <c>openai.chat_completions</c>, <c>anthropic.messages</c>, ...</param>
/// <param name="SessionId">Its own name for a conversation.</param>
public sealed record CallApp(Guid KeyId, string Name, string Format, bool IsStreamed, string? SessionId);

public enum CallPurpose
{
    Answer,
    Retry,
    Repair,

    /// <summary>Of a stronger model, because the first one's answer was not good enough.</summary>
    Escalation,

    /// <summary>Of a model that stands in for one that is down.</summary>
    Fallback,
}

/// <summary>Where a call, or an action, comes from.</summary>
/// <param name="TraceId">W3C trace id, 32 hexadecimal digits; the run's id where we start the trace.</param>
public sealed record CallOrigin(string Workflow, string Snapshot, Guid? RunId, string? StepId, string TraceId);
