using System.Text.Json;
using Lanekeeper.Approvals.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Deciding;

/// <summary>Says what an edit would change and whether it may be, before anybody decides.</summary>
internal sealed class EditReviewer(ApprovalStore approvals)
{
    public async Task<Result<EditReview>> RunAsync(Actor actor, Guid id, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.Decide) is { } denied)
        {
            return denied;
        }

        if (await approvals.FindAsync(id, cancellationToken) is not { } approval)
        {
            return ApprovalProblems.NotFound(id);
        }

        if (DeciderCheck.Refuse(actor, approval.Request) is { } refused)
        {
            return refused;
        }

        return ArgumentEdit.Of(approval, new(id, ApprovalAnswer.Approve, arguments)).Map(edit => new EditReview(
            edit.Changes, approval.Request.Action is { } action ? ApprovalRow.SummaryOf(action, arguments) ?? approval.Request.Summary : approval.Request.Summary));
    }
}
