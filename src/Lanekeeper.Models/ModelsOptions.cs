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

    /// <summary>For apps that name a model and not a route: how long a call that is not streamed may take in all.</summary>
    public TimeSpan RelayDeadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>For apps that name a model and not a route: how often a failure that may pass is tried in all.</summary>
    public int RelayAttempts { get; init; } = 3;

    /// <summary>How long an app's stream may take to begin, over all attempts.</summary>
    public TimeSpan StreamBeginsWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long an app's stream that has begun may stand still.</summary>
    public TimeSpan StreamSilence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an app is told that its stream lives, while it stands still and may.</summary>
    public TimeSpan PingEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an app's stream may last in all.</summary>
    public TimeSpan LongestStream { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long the head of an answer is held back for the first output after it: a failure that comes before that may still be tried again.</summary>
    public TimeSpan StreamPeek { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>After how many failures in a row a provider's model is left alone.</summary>
    public int BreakerFailures { get; init; } = 3;

    /// <summary>For how long.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(30);
}
