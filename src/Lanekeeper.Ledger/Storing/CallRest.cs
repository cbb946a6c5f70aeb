namespace Lanekeeper.Ledger.Storing;

/// <summary>What a list of calls leaves out.</summary>
internal sealed record CallRest
{
    public string? Prompt { get; init; }

    public string? Response { get; init; }

    public string? FailureMessage { get; init; }

    public string? PriceVersion { get; init; }

    public string? ProviderRequestId { get; init; }

    public double? FirstByteMs { get; init; }

    public double? BeforeMs { get; init; }

    public string? FinishReason { get; init; }

    public string? SystemFingerprint { get; init; }

    public long? CacheReadTokens { get; init; }

    public long? CacheWriteTokens { get; init; }

    public long? ReasoningTokens { get; init; }

    public CallDetail ToDetail(CallRow call) => new(call, Prompt, Response, FailureMessage, PriceVersion, ProviderRequestId, FirstByteMs)
    {
        BeforeMs = BeforeMs,
        FinishReason = FinishReason,
        SystemFingerprint = SystemFingerprint,
        CacheReadTokens = CacheReadTokens,
        CacheWriteTokens = CacheWriteTokens,
        ReasoningTokens = ReasoningTokens,
    };
}
