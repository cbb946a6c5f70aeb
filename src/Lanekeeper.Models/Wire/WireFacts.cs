using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire;

/// <summary>What an answer says about itself, for its row in the ledger.</summary>
internal sealed record WireFacts
{
    public static readonly WireFacts None = new();

    public string? ServedModel { get; init; }

    public string? ResponseId { get; init; }

    public string? SystemFingerprint { get; init; }

    /// <summary>The provider's own word. An answer cut at its limit says so here and is no failure.</summary>
    public string? FinishReason { get; init; }

    public string? ServiceTier { get; init; }

    /// <summary>One for most calls; several where several models served one; empty when no usage was seen.</summary>
    public IReadOnlyList<ModelUsage> Usages { get; init; } = [];

    /// <summary>What the provider says that the call cost. It stands beside our own reckoning, never in its place.</summary>
    public decimal? ReportedCostUsd { get; init; }

    /// <summary>An error in the body, a refusal, a filter. Look here first: a stream may fail and yet end as its format wants.</summary>
    public FailureKind? Failure { get; init; }

    public string? FailureWords { get; init; }

    /// <summary>All that is billed as output stands in the stream, and what it began with counted the input: nothing thought in secret, no tool of the provider's.</summary>
    public bool ShowsAll { get; init; }

    /// <summary>The answer came to its end. A stream without it was cut.</summary>
    public bool IsComplete { get; init; }
}
