using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Tools;

/// <summary>The governed tool call: checked, decided, held for a person or executed, and written down, in that order.</summary>
public interface ITools
{
    Task<Result<ToolOutcome>> InvokeAsync(ToolInvocation invocation, CancellationToken cancellationToken);
}

public sealed record ToolInvocation
{
    public required CallOrigin Origin { get; init; }

    public required ProjectDefinition Project { get; init; }

    public required WorkflowDefinition Workflow { get; init; }

    public required string Tool { get; init; }

    public required JsonElement Arguments { get; init; }

    /// <summary>Of each argument, whether its value comes from a trusted source or the task itself.</summary>
    public required IReadOnlyDictionary<string, Trust> ArgumentTrust { get; init; }

    public required bool HasReadUntrusted { get; init; }

    /// <summary><c>input</c> and <c>steps</c>, which rules may read.</summary>
    public required JsonElement Scope { get; init; }

    /// <summary>The approval that now allows it; <see langword="null"/> the first time.</summary>
    public Guid? ApprovalId { get; init; }

    public required string Title { get; init; }

    public required string StartedBy { get; init; }

    public string? Reason { get; init; }

    public required ApprovalEvidence Evidence { get; init; }
}

/// <param name="Output">Of an executed tool.</param>
/// <param name="ApprovalId">Of a held or recommended one.</param>
public sealed record ToolOutcome(ToolState State, Decision Decision, JsonElement? Output = null, Guid? ApprovalId = null, Guid? ActionId = null);

public enum ToolState
{
    Executed,

    /// <summary>A person must decide; the run suspends.</summary>
    Held,

    /// <summary>Not executed; a card tells a person, who may do it elsewhere.</summary>
    Recommended,

    Denied,

    /// <summary>Begun before, and nobody can say whether it happened; a card asks a person to look.</summary>
    InDoubt,
}
