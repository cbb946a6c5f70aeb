namespace Lanekeeper.Web.Calls;

/// <summary>One thing that was said in a call.</summary>
/// <param name="Name">Of the tool, where one is called or answers.</param>
/// <param name="IsAnswer">Whether the model said it in this call.</param>
public sealed record Turn(TurnKind Kind, string Text, string? Name = null, bool IsAnswer = false);

public enum TurnKind
{
    System,
    User,
    Assistant,
    ToolCall,
    ToolResult,
    Thinking,
    Refusal,

    /// <summary>What the built-in model was given.</summary>
    Material,

    /// <summary>What a long conversation has between its first turns and its last ones.</summary>
    LeftOut,
}
