using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Tools.Invoking;

/// <summary>A tool call with its decision, in the forms in which it is written down.</summary>
/// <param name="Tool"><see langword="null"/> for a tool that the project does not declare, which is always denied.</param>
internal sealed record DecidedCall(ToolInvocation Invocation, ToolDefinition? Tool, ActionRequest Request, Decision Decision, string Digest)
{
    public DecisionRecord ToRecord(Guid id, Guid? approvalId, DateTimeOffset at) =>
        new(id, Invocation.Origin, Invocation.Tool, Tool?.Effect, Invocation.Arguments, Digest, Decision, approvalId, at);

    public ActionIntent ToIntent(Guid id, DateTimeOffset at) =>
        new(id, Invocation.Origin, Invocation.Tool, Tool!.Effect, Invocation.Arguments, Digest, Decision, Invocation.ApprovalId, at);

    public RequestApproval ToRequest(ApprovalKind kind, string summary) => new()
    {
        Kind = kind,
        RunId = Invocation.Origin.RunId!.Value,
        StepId = Invocation.Origin.StepId!,
        Workflow = Invocation.Origin.Workflow,
        Snapshot = Invocation.Origin.Snapshot,
        StartedBy = Invocation.StartedBy,
        SeparationOfDuties = Invocation.Workflow.SeparationOfDuties,
        Title = Invocation.Title,
        Summary = summary,
        Reason = Invocation.Reason,
        Action = new(
            Invocation.Tool,
            Tool!.Effect,
            Invocation.Arguments,
            Digest,
            Tool.Arguments.Json,
            Tool.Summary.Text,
            Decision,
            Request,
            Invoking.Request.RulesOf(Invocation.Workflow)),
        Evidence = Invocation.Evidence,
        Terms = Tool.Approval,
        Deciders = Invocation.Project.MembersOf(Tool.Approval.Group),
    };
}
