namespace Lanekeeper.Ledger;

/// <summary>What is written down before the answer is handed on.</summary>
public sealed record CallFinal
{
    public required Guid Id { get; init; }

    public required CallState State { get; init; }

    public required DateTimeOffset ClosedAt { get; init; }

    /// <summary>A <see cref="Problem"/>'s code when the call failed.</summary>
    public string? FailureCode { get; init; }

    public string? FailureMessage { get; init; }

    public int? HttpStatus { get; init; }

    /// <summary>The response body, byte for byte as received.</summary>
    public byte[]? Response { get; init; }

    /// <summary>How many bytes it had, where more than are here; <see langword="null"/> when they are all here.</summary>
    public long? ResponseLength { get; init; }

    /// <summary>What the answer's body says.</summary>
    public string? ServedModel { get; init; }

    /// <summary>What the answer's head says, where the body keeps to the name that was asked for.</summary>
    public string? ServedModelHeader { get; init; }

    /// <summary>Whom it was asked of, so that a change of what serves it is seen; <see langword="null"/> where nobody watches.</summary>
    public AskedModel? Asked { get; init; }

    public string? ProviderRequestId { get; init; }

    public string? SystemFingerprint { get; init; }

    public string? FinishReason { get; init; }

    public CallUsage Usage { get; init; } = CallUsage.Unknown;

    /// <summary>USD; <see langword="null"/> when the price or the usage is unknown, which is never the same as zero.</summary>
    public decimal? CostUsd { get; init; }

    /// <summary>What the provider itself says that the call cost, in USD.</summary>
    public decimal? ReportedCostUsd { get; init; }

    /// <summary>What takes the place of what was held; <see langword="null"/> when nothing was.</summary>
    public CallSettlement? Settlement { get; init; }

    public CallLatency Latency { get; init; } = new(0, null, 0);

    /// <summary>0 to 1, where the model states one.</summary>
    public double? Confidence { get; init; }
}

public enum CallState
{
    Answered,
    FailedTransient,
    FailedSemantic,
    Cancelled,
    TimedOut,

    /// <summary>The program ended before the outcome was known, or something went wrong within it.</summary>
    Unknown,
}

/// <summary>Tokens as billed. Input is what is neither read from nor written to a cache; output includes reasoning.</summary>
public sealed record CallUsage(long? Input, long? Output, long? CacheRead, long? CacheWrite, long? Reasoning)
{
    public static readonly CallUsage Unknown = new(null, null, null, null, null);
}

/// <summary>Milliseconds: until the provider was asked, until its first byte, and in all.</summary>
public sealed record CallLatency(double BeforeMs, double? FirstByteMs, double TotalMs);
