namespace Lanekeeper.Models.Wire;

/// <summary>The formats that pass through.</summary>
internal enum WireKind
{
    ChatCompletions,
    Responses,
    Embeddings,
    Messages,
    CountTokens,
}
