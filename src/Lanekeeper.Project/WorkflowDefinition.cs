using Lanekeeper.Cel;
using Lanekeeper.Permissions;

namespace Lanekeeper.Project;

public sealed record WorkflowDefinition
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required string Owner { get; init; }

    public required Ceiling Ceiling { get; init; }

    public required InputDefinition Input { get; init; }

    public required IReadOnlySet<string> Tools { get; init; }

    public required IReadOnlySet<string> Sources { get; init; }

    /// <summary>Of working time; waiting for people is not counted.</summary>
    public required TimeSpan Deadline { get; init; }

    public bool SeparationOfDuties { get; init; }

    public required IReadOnlyList<RuleDefinition> Rules { get; init; }

    public required IReadOnlyList<StepDefinition> Steps { get; init; }

    public RejectOutcome OnReject { get; init; } = RejectOutcome.Stop;

    public EvalDefinition? Eval { get; init; }
}

/// <param name="TaskFields">The top-level fields that are the task itself (the mail's own sender), and so may decide where an answer goes.</param>
/// <param name="Title">One line that names a run.</param>
public sealed record InputDefinition(SchemaFile Schema, Trust Trust, IReadOnlySet<string> TaskFields, Template? Title);

/// <summary>A rule over a tool call's arguments: when the condition holds, the call is forbidden.</summary>
public sealed record RuleDefinition(string Name, CelExpression Forbid);

public enum RejectOutcome
{
    Stop,
    Continue,
}

/// <param name="Gold">The path of the gold cases, JSON lines.</param>
/// <param name="Step">Whose output is compared.</param>
/// <param name="Field">The field of that output.</param>
public sealed record EvalDefinition(string Gold, string Step, string Field);
