using Lanekeeper.Approvals.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Queueing;

/// <summary>Writes the heartbeat of somebody who has a card open.</summary>
internal sealed class LookHandler(LookingStore store, TimeProvider time)
{
    public async Task<Result<Looking>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        var now = time.GetUtcNow();
        return await store.LookAsync(id, actor, now, now - Reviewer.Seen, cancellationToken) is { } seen
            ? new Looking(seen.State, seen.DecidedByName, seen.Others)
            : ApprovalProblems.NotFound(id);
    }
}
