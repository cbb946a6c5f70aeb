namespace Lanekeeper.Models;

/// <summary>How patient this room is. The defaults suit the real providers.</summary>
public sealed record ModelsOptions
{
    /// <summary>The first wait after a transient failure; each later one doubles. Half of it is chance.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait, where the provider does not ask for a longer one.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long an answer that has begun may stand still.</summary>
    public TimeSpan IdleLimit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of an answer's body; a longer one is turned down.</summary>
    public int LargestResponse { get; init; } = 16 * 1024 * 1024;

    /// <summary>How long the final row of a call may take, whoever has gone away meanwhile.</summary>
    public TimeSpan ClosingLimit { get; init; } = TimeSpan.FromSeconds(30);
}
