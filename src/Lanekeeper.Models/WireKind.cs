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

public static class WireKinds
{
    public static bool IsAnthropic(this WireKind kind) => kind is WireKind.Messages or WireKind.CountTokens;
}
