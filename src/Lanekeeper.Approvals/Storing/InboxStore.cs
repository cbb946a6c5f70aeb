using Lanekeeper.Storage;

namespace Lanekeeper.Approvals.Storing;

/// <summary>What the inbox reads beside single cards: its list, its counts, and how often proposals were accepted.</summary>
internal sealed class InboxStore(Database database)
{
    public Task<IReadOnlyList<AcceptanceRow>> CountAcceptanceAsync(string? workflow, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.QueryAsync<AcceptanceRow>(Sql.CountAcceptance, new { workflow, since, system = Actor.System.Id }, cancellationToken);

    internal static class Sql
    {
        // Only columns of one index, so that a month of decisions is counted without a look into the table.
        public const string CountAcceptance =
            """
            select workflow,
                (decided_at at time zone 'UTC')::date as day,
                (count(*) filter (where state = 'approved' and not is_edited and decided_by <> @system))::int as unedited,
                (count(*) filter (where state = 'approved' and is_edited))::int as edited,
                (count(*) filter (where state = 'rejected'))::int as rejected,
                (count(*) filter (where state = 'expired' or (state = 'approved' and decided_by = @system)))::int as expired
            from approvals.approval
            where decided_at >= @since
                and tool is not null
                and is_settled
                and state <> 'withdrawn'
                and (@workflow is null or workflow = @workflow)
            group by workflow, day
            order by workflow, day
            """;
    }
}

internal sealed record AcceptanceRow(string Workflow, DateOnly Day, int Unedited, int Edited, int Rejected, int Expired);
