namespace Lanekeeper.Orchestration;

/// <summary>Runs in numbers, by UTC day.</summary>
/// <param name="Days">Every day from the one asked for to today, the oldest first, also those on which nothing happened.</param>
/// <param name="Workflows">The same stretch of time by workflow, by name; only those of which something happened.</param>
public sealed record RunStats(IReadOnlyList<RunDay> Days, IReadOnlyList<WorkflowRuns> Workflows)
{
    /// <summary>By workflow, how many runs began on each day of <see cref="Days"/>; only workflows of which something happened.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<long>> Started { get; init; } = new Dictionary<string, IReadOnlyList<long>>();
}

/// <summary>
/// One day. <see cref="Started"/> counts the runs that began on it, the others those that ended on it; so the two need not add up.
/// The times are those of runs that ended, cancelled ones apart; <see langword="null"/> where none did.
/// </summary>
public sealed record RunDay(DateOnly Day)
{
    public long Started { get; init; }

    public long Succeeded { get; init; }

    public long Failed { get; init; }

    public long Dead { get; init; }

    public long Cancelled { get; init; }

    /// <summary>From start to end, waiting for people included: the median.</summary>
    public double? P50Ms { get; init; }

    public double? P95Ms { get; init; }

    /// <summary>Work alone, without waiting for people or for the next try: the median.</summary>
    public double? WorkingP50Ms { get; init; }

    public double? WorkingP95Ms { get; init; }
}

/// <summary>A workflow over the whole stretch.</summary>
public sealed record WorkflowRuns(string Workflow, long Started, long Succeeded, long Failed, long Dead, long Cancelled);
