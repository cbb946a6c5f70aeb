using System.Text.Json;

namespace Lanekeeper.Orchestration;

/// <param name="RecentlyFailed">Of the runs started in the last seven days.</param>
/// <param name="RecentlyDead">Of the runs started in the last seven days.</param>
public sealed record RunStanding(long Queued, long Running, long Waiting, long RecentlyFailed, long RecentlyDead);

/// <summary>Where a run spent its time and money.</summary>
/// <param name="First">The place of the first of <paramref name="Steps"/>, from 0.</param>
/// <param name="StepCount">How many steps the journal has.</param>
/// <param name="Ahead">Steps that the workflow has and the run has not come to; the first may be under way.</param>
/// <param name="WorkingMs">Work alone, without waiting for people or for the next try.</param>
/// <param name="Cost">Of all its calls, those of other steps than the ones shown too.</param>
public sealed record RunTimeline(
    Run Run, int First, int StepCount, IReadOnlyList<StepSpan> Steps, IReadOnlyList<StepAhead> Ahead, long WorkingMs, StepCost Cost)
{
    /// <summary>How many steps are given at once.</summary>
    public const int Largest = 200;

    /// <summary>Of a run that models keep waiting, or stopped.</summary>
    public RunAttempts? Attempts { get; init; }
}

/// <summary>A step on the time axis.</summary>
public sealed record StepSpan
{
    public required int Seq { get; init; }

    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required StepState State { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Since when it waited for a person.</summary>
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>When the wait was over; <see langword="null"/> while it lasts.</summary>
    public DateTimeOffset? WaitedUntil { get; init; }

    public Guid? CallId { get; init; }

    public Guid? ActionId { get; init; }

    public Guid? ApprovalId { get; init; }

    /// <summary>The code of the problem that it has now.</summary>
    public string? ProblemCode { get; init; }

    public StepCost Cost { get; init; } = StepCost.None;

    /// <summary>What the model that answered stood in for and why; <see langword="null"/> where none did.</summary>
    public string? Degraded { get; init; }
}

/// <summary>What model calls took.</summary>
/// <param name="Calls">Requests to providers, retries and repairs too.</param>
/// <param name="CostUsd">Of the calls whose cost is known; <see langword="null"/> where it is of none.</param>
/// <param name="UnknownCost">How many calls may have cost money, and nobody knows how much; they come on top.</param>
public sealed record StepCost(long Calls, long InputTokens, long OutputTokens, decimal? CostUsd, long UnknownCost)
{
    public static readonly StepCost None = new(0, 0, 0, null, 0);
}

public sealed record StepAhead(string Id, string Kind);

public sealed record RunInput(JsonElement Value);
