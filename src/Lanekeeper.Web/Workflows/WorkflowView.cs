using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Workflows;

/// <summary>A workflow of the live snapshot: what it is, what it may do, and how it went.</summary>
public sealed record WorkflowView
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    public required string Owner { get; init; }

    public required Ceiling Ceiling { get; init; }

    public required string Snapshot { get; init; }

    /// <summary>Whether what it is given may be believed.</summary>
    public required Trust Input { get; init; }

    public required TimeSpan Deadline { get; init; }

    public required bool SeparationOfDuties { get; init; }

    /// <summary>Open cards.</summary>
    public required int Waiting { get; init; }

    public required IReadOnlyList<StepLine> Steps { get; init; }

    /// <summary>What becomes of a call of each effect at this ceiling.</summary>
    public required IReadOnlyList<EffectLine> Effects { get; init; }

    public required IReadOnlyList<ToolLine> Tools { get; init; }

    public required IReadOnlyList<string> Never { get; init; }

    public required IReadOnlyList<RuleLine> Rules { get; init; }

    public required IReadOnlyList<SourceLine> Sources { get; init; }

    public required IReadOnlyList<ModelLine> Models { get; init; }

    public required WorkflowFigures Figures { get; init; }

    /// <summary>What failed of its calls just now; <see langword="null"/> where there were none.</summary>
    public FailureRate? Failures { get; init; }

    /// <summary>The latest of the project.</summary>
    public required IReadOnlyList<Deployment> Deployments { get; init; }
}

/// <summary>A step, for the drawing and for its list.</summary>
/// <param name="Detail">What it does, in a line.</param>
/// <param name="Condition">When it is not always done: the condition's source.</param>
/// <param name="Verdict">Of a step that calls a tool: what becomes of the call.</param>
public sealed record StepLine(string Id, string Kind, string Detail, string? Condition, Verdict? Verdict);

public sealed record EffectLine(Effect Effect, Verdict Verdict);

/// <param name="WhenDoubtful">What becomes of it when a decisive argument comes from text that nobody vouches for; where it is the same, <see langword="null"/>.</param>
/// <param name="Decides">Who is asked; <see langword="null"/> for everybody who may.</param>
public sealed record ToolLine(string Name, string Description, Effect? Effect, Verdict Verdict, string Why, Verdict? WhenDoubtful, IReadOnlyList<string> Decisive, string? Decides, TimeSpan Expires, ExpiryOutcome ThenIt);

public sealed record RuleLine(string Name, string Forbid);

/// <param name="SyncedAt"><see langword="null"/> when it is not indexed.</param>
public sealed record SourceLine(string Name, string Owner, Trust Trust, int Documents, int Passages, DateTimeOffset? SyncedAt);

/// <param name="Choices">Which other models it asks and when; <see langword="null"/> where none.</param>
public sealed record ModelLine(string Route, string Provider, string Model, TimeSpan Deadline, int Attempts, int MostTokens, decimal? Temperature, string? Choices = null);

/// <summary>The last thirty days.</summary>
/// <param name="Started">Runs begun, by day.</param>
/// <param name="Accepted">Proposals taken as they were, of those decided.</param>
/// <param name="UnknownCost">Calls that may have cost money, and nobody knows how much; they come on top.</param>
public sealed record WorkflowFigures(
    IReadOnlyList<DateOnly> Days,
    long Runs,
    long Failed,
    ChartSeries Started,
    Wilson Accepted,
    int Edited,
    int Rejected,
    int Expired,
    ChartSeries AcceptedByDay,
    decimal CostUsd,
    long UnknownCost,
    ChartSeries Cost,
    ChartSeries Median,
    ChartSeries Slowest);
