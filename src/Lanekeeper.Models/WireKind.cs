namespace Lanekeeper.Models;

/// <summary>The providers' formats that pass through.</summary>
public enum WireKind
{
    ChatCompletions,
    Responses,
    Embeddings,
    Messages,
    CountTokens,
}
