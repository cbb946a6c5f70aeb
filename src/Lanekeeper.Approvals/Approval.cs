using System.Text.Json;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Approvals;

/// <summary>What somebody asks a person to decide. Everything the reviewer needs is in it, as it was when it was asked.</summary>
public sealed record RequestApproval
{
    public required ApprovalKind Kind { get; init; }

    public required Guid RunId { get; init; }

    public required string StepId { get; init; }

    /// <summary>The requester is the workflow, never the person who started the run.</summary>
    public required string Workflow { get; init; }

    public required string Snapshot { get; init; }

    /// <summary>Who started the run; counts only where separation of duties is switched on.</summary>
    public required string StartedBy { get; init; }

    public bool SeparationOfDuties { get; init; }

    /// <summary>One line that names the run.</summary>
    public required string Title { get; init; }

    /// <summary>What will happen, in plain words; or the question.</summary>
    public required string Summary { get; init; }

    /// <summary>Why the workflow proposes it, in its own words.</summary>
    public string? Reason { get; init; }

    /// <summary>Set for <see cref="ApprovalKind.Action"/> and <see cref="ApprovalKind.Recommendation"/>.</summary>
    public ProposedAction? Action { get; init; }

    /// <summary>What the proposal rests on.</summary>
    public required ApprovalEvidence Evidence { get; init; }

    public required ApprovalTerms Terms { get; init; }

    /// <summary>
    /// The e-mail addresses of the group that <see cref="ApprovalTerms.Group"/> names, as the project lists them when it is asked:
    /// where a group is named only they, and admins, may decide.
    /// </summary>
    public IReadOnlyList<string> Deciders { get; init; } = [];
}

public enum ApprovalKind
{
    /// <summary>A tool call that waits for a yes.</summary>
    Action,

    /// <summary>A question of the workflow's own.</summary>
    Question,

    /// <summary>Work handed to a person; approve means done, reject means not needed. No run waits for it.</summary>
    Handoff,

    /// <summary>A tool call that the workflow may not make, for a person to do elsewhere. No run waits for it.</summary>
    Recommendation,
}

/// <param name="ArgumentsDigest">Of the exact arguments; the approval is bound to it.</param>
/// <param name="ArgumentsSchema">A copy of the tool's schema, so that an edit can be checked and a form be drawn.</param>
/// <param name="Decision">What stopped it.</param>
/// <param name="Request">What the decision depended on, so that an edit can be decided again.</param>
/// <param name="Rules">The argument rules' names and CEL sources, and the values they may read besides <c>args</c>.</param>
public sealed record ProposedAction(
    string Tool,
    Effect Effect,
    JsonElement Arguments,
    string ArgumentsDigest,
    JsonElement ArgumentsSchema,
    string SummaryTemplate,
    Decision Decision,
    ActionRequest Request,
    IReadOnlyList<ArgumentRule> Rules);

/// <param name="Input">The run's input: the customer's message.</param>
/// <param name="Scope">What the rules may read besides the arguments: <c>input</c> and <c>steps</c>.</param>
/// <param name="Models">The model steps before it: step, pinned model, call, confidence, output.</param>
public sealed record ApprovalEvidence(JsonElement Input, JsonElement Scope, IReadOnlyList<EvidencePassage> Passages, IReadOnlyList<EvidenceModel> Models);

public sealed record EvidencePassage(int Number, Guid Id, string Source, string Document, string Heading, string Text, int StartLine, int EndLine);

public sealed record EvidenceModel(string StepId, Guid CallId, string Model, double? Confidence, JsonElement Output);

/// <summary>A card of the inbox: what was asked, and what became of it.</summary>
public sealed record Approval
{
    public required Guid Id { get; init; }

    public required RequestApproval Request { get; init; }

    public required ApprovalState State { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The signed-in person; <c>system</c> when it expired.</summary>
    public string? DecidedBy { get; init; }

    public string? DecidedByName { get; init; }

    public RejectReason? Reason { get; init; }

    public string? Words { get; init; }

    /// <summary>What will be executed once approved: as proposed, or as edited.</summary>
    public JsonElement? Arguments { get; init; }

    public string? ArgumentsDigest { get; init; }

    /// <summary>What will happen, in plain words, with the arguments as they are now; the request keeps the words for what was proposed.</summary>
    public string Summary { get => field ?? Request.Summary; init; }

    /// <summary>What the reviewer changed.</summary>
    public IReadOnlyList<ArgumentChange> Changes { get; init; } = [];

    /// <summary>When the decision takes effect; before that whoever decided may take it back.</summary>
    public DateTimeOffset? EffectiveAt { get; init; }

    /// <summary>Whether the decision has taken effect. A decided card that is not settled yet is still waited for.</summary>
    public bool IsSettled { get; init; }

    /// <summary>Whether message, evidence, reason and arguments were left out because the caller may not read them.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>When it was executed; an approval is used once.</summary>
    public DateTimeOffset? UsedAt { get; init; }
}

public enum ApprovalState
{
    Pending,
    Approved,
    Rejected,
    Expired,
    Withdrawn,
}

/// <param name="Path">A JSON Pointer into the arguments.</param>
public sealed record ArgumentChange(string Path, JsonElement? Before, JsonElement? After);
