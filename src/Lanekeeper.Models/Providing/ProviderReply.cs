namespace Lanekeeper.Models.Providing;

/// <summary>What came back from one request.</summary>
internal sealed record ProviderReply
{
    /// <summary>Why there is no answer; <see langword="null"/> when there is one.</summary>
    public Problem? Problem { get; init; }

    /// <summary>The provider itself says that asking again is of no use.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The provider was not asked at all.</summary>
    public bool IsUnsent { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Stated by the model beside its answer.</summary>
    public double? Confidence { get; init; }

    public int? HttpStatus { get; init; }

    public byte[]? Body { get; init; }

    /// <summary>How many bytes the body had, where more than are here.</summary>
    public long? BodyLength { get; init; }

    public double? FirstByteMs { get; init; }

    public string? ServedModel { get; init; }

    public string? RequestId { get; init; }

    public string? SystemFingerprint { get; init; }

    public string? FinishReason { get; init; }

    public TokenUsage Usage { get; init; } = TokenUsage.Unknown;
}
