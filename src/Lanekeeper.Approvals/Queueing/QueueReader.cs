using Lanekeeper.Approvals.Reading;
using Lanekeeper.Approvals.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Queueing;

/// <summary>Reads the list of open cards.</summary>
internal sealed class QueueReader(InboxStore store, TimeProvider time)
{
    private const int MostShown = 100;
    private const int Before = 20;

    public async Task<Result<InboxQueue>> ReadAsync(Actor actor, InboxQuery query, InboxWindow window, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        var after = default(InboxCursor);
        if (window.After is { } text && !InboxCursor.TryRead(text, out after))
        {
            return ApprovalProblems.InvalidCursor();
        }

        var reviewer = new Reviewer(actor, query, time.GetUtcNow());
        var size = Math.Clamp(window.Size, 1, PageRequest.Largest);
        var rows = await store.ListAsync(reviewer, after, size + 1, cancellationToken);
        if (window.With is { } id && rows.Take(size).All(row => row.Id != id) && await store.FindPlaceAsync(id, cancellationToken) is { } place)
        {
            rows = await AroundAsync(reviewer, place, size, cancellationToken);
        }

        var closed = window.Shown is { Count: > 0 } shown ? await store.ListClosedAsync([.. shown.Take(MostShown)], cancellationToken) : [];
        return new InboxQueue(
            [.. rows.Take(size).Select(row => Contents.For(actor, row.ToRow()))],
            rows.Count > size ? rows[size - 1].Cursor.ToString() : null,
            [.. closed.Select(row => Contents.For(actor, row.ToRow()))]);
    }

    public async Task<Result<InboxCounts>> CountAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        var counts = await store.CountAsync(new(actor, new(), time.GetUtcNow()), cancellationToken);
        return new InboxCounts(counts.Mine, counts.Groups, counts.Everything, counts.Workflows);
    }

    // Begins a little before the card, so that one sees what stands around it.
    private async Task<IReadOnlyList<QueueRow>> AroundAsync(Reviewer reviewer, InboxCursor place, int size, CancellationToken cancellationToken)
    {
        var before = await store.ListBeforeAsync(reviewer, place, Math.Min(Before, size / 2), cancellationToken);
        return await store.ListAsync(reviewer, before.Count == 0 ? null : before[^1], size + 1, cancellationToken);
    }
}
