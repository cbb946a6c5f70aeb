using Lanekeeper.Orchestration;

namespace Lanekeeper.Web.Runs;

/// <summary>A run, with one of its steps open.</summary>
public sealed record RunView(RunTimeline Timeline, StepExplanation? Step, RunInput? Input)
{
    /// <summary>Whether the address names the step; else it was chosen for who looks.</summary>
    public bool IsChosen { get; init; }

    /// <summary>What was just done: <c>replayed</c>, <c>cancelled</c>.</summary>
    public string? Done { get; init; }

    /// <summary>Why something was not done.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Whether there is no input because who looks may not read it.</summary>
    public bool IsInputWithheld { get; init; }

    /// <summary>Whether the live project still declares its workflow.</summary>
    public bool HasWorkflowPage { get; init; }

    public bool MayReplay { get; init; }

    public bool MayCancel { get; init; }
}
