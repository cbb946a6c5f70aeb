using Lanekeeper.Approvals.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Reading;

/// <summary>Shows the inbox to those who may see it.</summary>
internal sealed class ApprovalReader(ApprovalStore store)
{
    public async Task<Result<Page<Approval>>> ListAsync(Actor actor, ApprovalQuery query, PageRequest page, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        if (page.After is not null && page.AfterId is null)
        {
            return ApprovalProblems.InvalidCursor();
        }

        // One more than asked for tells whether there is another page.
        var found = await store.ListAsync(query, page.AfterId, page.BoundedSize + 1, cancellationToken);
        return found.Count > page.BoundedSize
            ? new Page<Approval>(Contents.For(actor, [.. found.Take(page.BoundedSize)]), found[page.BoundedSize - 1].Id.ToString())
            : new Page<Approval>(Contents.For(actor, found), null);
    }

    public async Task<Result<Approval>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        return await store.FindAsync(id, cancellationToken) is { } approval ? Contents.For(actor, approval) : ApprovalProblems.NotFound(id);
    }

    public async Task<Result<ApprovalCounts>> CountAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        var counts = (await store.CountAsync(cancellationToken)).ToDictionary(row => row.State, row => row.Count);
        return new ApprovalCounts(
            Of(ApprovalState.Pending), Of(ApprovalState.Approved), Of(ApprovalState.Rejected), Of(ApprovalState.Expired), Of(ApprovalState.Withdrawn));

        int Of(ApprovalState state) => counts.GetValueOrDefault(state);
    }

    public async Task<Result<OpenCards>> CountOpenAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        return new OpenCards((await store.CountOpenAsync(cancellationToken)).ToDictionary(row => row.Workflow, row => row.Count, StringComparer.Ordinal));
    }
}
