using Lanekeeper.Approvals.Storing;
using Lanekeeper.Permissions;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Approvals.Deciding;

/// <summary>Undoes a decision that has not taken effect. What was decided stays written in <c>approvals.taken_back</c>.</summary>
internal sealed partial class TakeBackHandler(DecisionStore store, ApprovalStore approvals, TimeProvider time, ILogger<TakeBackHandler> logger)
{
    public async Task<Result<Approval>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.Decide) is { } denied)
        {
            return denied;
        }

        if (await approvals.FindAsync(id, cancellationToken) is not { } approval)
        {
            return ApprovalProblems.NotFound(id);
        }

        if (await store.TakeBackAsync(approval, actor.Id, time.GetUtcNow(), cancellationToken) is { } open)
        {
            LogTakenBack(id, actor.Id);
            return open;
        }

        // The statement has decided; this only finds the words for it.
        var now = await approvals.FindAsync(id, cancellationToken) ?? approval;
        return now.State is not (ApprovalState.Approved or ApprovalState.Rejected) ? ApprovalProblems.NothingToTakeBack()
            : now.DecidedBy != actor.Id ? ApprovalProblems.NotYours(now)
            : ApprovalProblems.InEffect(now);
    }

    [LoggerMessage(LogLevel.Information, "Approval {Id}: the decision was taken back by {Actor}.")]
    private partial void LogTakenBack(Guid id, string actor);
}
