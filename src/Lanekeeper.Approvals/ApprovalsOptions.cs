namespace Lanekeeper.Approvals;

/// <summary>The settings of this room.</summary>
public sealed record ApprovalsOptions
{
    /// <summary>How often the cards whose time has ended are closed. A late sweep never lets a late answer through.</summary>
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many pages of this process may listen for news of the inbox at once.</summary>
    public int MostListeners { get; init; } = 500;

    /// <summary>How many of those may be one person's, so that nobody takes the place of all.</summary>
    public int MostListenersEach { get; init; } = 20;
}
