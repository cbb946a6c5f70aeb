using Lanekeeper.Approvals.Deciding;
using Lanekeeper.Approvals.Reading;
using Lanekeeper.Approvals.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Queueing;

/// <summary>Opens one card, and finds those like it.</summary>
internal sealed class CardReader(ApprovalStore approvals, InboxStore store, LookingStore looking, TimeProvider time)
{
    public async Task<Result<InboxCard>> OpenAsync(Actor actor, Guid id, InboxQuery query, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        if (await approvals.FindAsync(id, cancellationToken) is not { } approval)
        {
            return ApprovalProblems.NotFound(id);
        }

        var around = await store.LookAroundAsync(id, new(actor, query, time.GetUtcNow()), cancellationToken);
        return new InboxCard(
            Contents.For(actor, approval),
            MayNot(actor, approval),
            approval.DecidedBy == actor.Id && !approval.IsSettled,
            around.Looking,
            around.Previous,
            around.Next,
            around.Alike,
            around.WasTakenBack ? await looking.ListTakenBackAsync(id, cancellationToken) : []);
    }

    public async Task<Result<InboxAlike>> AlikeAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        var reviewer = new Reviewer(actor, new(), time.GetUtcNow());
        return await store.FindAsync(id, reviewer, cancellationToken) is { } of
            ? new InboxAlike(Contents.For(actor, of.ToRow()), [.. (await store.ListAlikeAsync(id, reviewer, cancellationToken)).Select(row => Contents.For(actor, row.ToRow()))])
            : ApprovalProblems.NotFound(id);
    }

    private Problem? MayNot(Actor actor, Approval approval) =>
        approval.State != ApprovalState.Pending ? ApprovalProblems.AlreadyDecided(approval)
        : approval.ExpiresAt <= time.GetUtcNow() ? ApprovalProblems.Expired(approval.ExpiresAt)
        : Access.Check(actor, ApprovalPermissions.Decide) ?? DeciderCheck.Refuse(actor, approval.Request);
}
