using Lanekeeper.Approvals.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Reading;

/// <summary>Counts how often people took what was proposed.</summary>
internal sealed class AcceptanceReader(InboxStore store, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(400);

    public async Task<Result<Acceptance>> RunAsync(Actor actor, string? workflow, DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ApprovalPermissions.See) is { } denied)
        {
            return denied;
        }

        var earliest = time.GetUtcNow() - Longest;
        var from = since < earliest ? earliest : since;
        var rows = await store.CountAcceptanceAsync(workflow, from, cancellationToken);
        return new Acceptance(from, [.. rows.GroupBy(row => row.Workflow, StringComparer.Ordinal).Select(Sum)]);
    }

    private static WorkflowAcceptance Sum(IGrouping<string, AcceptanceRow> rows)
    {
        var days = rows.Select(row => new AcceptanceDay(row.Day, new(row.Unedited, row.Edited, row.Rejected, row.Expired))).ToList();
        return new(rows.Key, days.Aggregate(AcceptanceCounts.None, (sum, day) => sum + day.Counts), days);
    }
}
