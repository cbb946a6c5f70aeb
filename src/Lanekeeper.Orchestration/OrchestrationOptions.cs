namespace Lanekeeper.Orchestration;

/// <summary>How this process works on runs.</summary>
public sealed record OrchestrationOptions
{
    /// <summary>How many runs are worked on at once; most of a run is waiting for a model or a commit.</summary>
    public int Concurrency { get; init; } = 32;

    /// <summary>How long a run may go without a sign of life from its worker before another takes it over.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the queue is looked at when nobody has said that there is news.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a step that fails transiently is tried before its run becomes a dead letter.</summary>
    public int StepAttempts { get; init; } = 5;

    /// <summary>The first wait before a retry; each further one is twice as long.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The largest input, in bytes of JSON.</summary>
    public int LargestInput { get; init; } = 1024 * 1024;

    /// <summary>
    /// Which data folder this process works from; stays the same over restarts. Leases that an earlier process of the same
    /// folder held are free at once, because the folder's lock says that it is gone.
    /// </summary>
    public required Guid Node { get; init; }
}
