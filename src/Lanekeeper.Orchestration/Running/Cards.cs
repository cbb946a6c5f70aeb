using Lanekeeper.Approvals;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>Cards that a run puts into the inbox without a tool.</summary>
internal static class Cards
{
    public static RequestApproval Question(RunWork work, string stepId, string words, ApprovalTerms terms) => Make(work, ApprovalKind.Question, stepId, words, terms);

    public static RequestApproval Handoff(RunWork work, string stepId, string words, ApprovalTerms terms) => Make(work, ApprovalKind.Handoff, stepId, words, terms);

    private static RequestApproval Make(RunWork work, ApprovalKind kind, string stepId, string words, ApprovalTerms terms) => new()
    {
        Kind = kind,
        RunId = work.Run.Id,
        StepId = stepId,
        Workflow = work.Run.Workflow,
        Snapshot = work.Run.Snapshot,
        StartedBy = work.Run.StartedBy,
        SeparationOfDuties = work.Workflow.SeparationOfDuties,
        Title = work.Run.Title,
        Summary = words,
        Evidence = Evidence.Of(work),
        Terms = terms,
        Deciders = work.Project.MembersOf(terms.Group),
    };
}

/// <summary>A decision in words.</summary>
internal static class Decided
{
    public static string Say(Approval approval)
    {
        var who = approval.DecidedByName ?? approval.DecidedBy ?? "nobody";
        var words = approval.Words is { Length: > 0 } said ? $": {said}" : "";
        return approval.State switch
        {
            ApprovalState.Expired => $"Nobody decided before {approval.ExpiresAt:u}.",
            ApprovalState.Rejected => $"Rejected by {who} ({approval.Reason}){words}",
            _ => $"Approved by {who}{words}",
        };
    }
}
