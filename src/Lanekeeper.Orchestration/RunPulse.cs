namespace Lanekeeper.Orchestration;

/// <summary>How it goes just now.</summary>
/// <param name="Failures">Of the last seven days, alike ones together; the latest first, at most <see cref="MostFailures"/>.</param>
public sealed record RunPulse(RunSpan Today, RunSpan Yesterday, IReadOnlyList<RunFailure> Failures)
{
    public const int MostFailures = 50;
}

/// <summary>A stretch of time, from midnight UTC on.</summary>
/// <param name="Failed">Ended for good or as dead letters in it.</param>
public sealed record RunSpan(DateTimeOffset From, DateTimeOffset Until, long Started, long Failed);

/// <summary>Runs of a workflow that stopped for the same reason and have not been replayed.</summary>
/// <param name="State"><see cref="RunState.Failed"/> or <see cref="RunState.Dead"/>.</param>
/// <param name="Code">Of their problem.</param>
/// <param name="LastRun">The latest of them.</param>
public sealed record RunFailure(string Workflow, RunState State, string Code, long Count, DateTimeOffset LastAt, Guid LastRun);
