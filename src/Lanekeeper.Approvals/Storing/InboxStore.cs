using Lanekeeper.Approvals.Queueing;
using Lanekeeper.Storage;

namespace Lanekeeper.Approvals.Storing;

/// <summary>What the inbox reads beside single cards: its list, its counts, and how often proposals were accepted.</summary>
internal sealed class InboxStore(Database database)
{
    public Task<IReadOnlyList<AcceptanceRow>> CountAcceptanceAsync(string? workflow, DateTimeOffset since, CancellationToken cancellationToken) =>
        database.QueryAsync<AcceptanceRow>(Sql.CountAcceptance, new { workflow, since, system = Actor.System.Id }, cancellationToken);

    public Task<IReadOnlyList<QueueRow>> ListAsync(Reviewer reviewer, InboxCursor? after, int most, CancellationToken cancellationToken) =>
        database.QueryAsync<QueueRow>(
            Sql.List,
            new
            {
                reviewer.View,
                reviewer.Me,
                reviewer.MyId,
                reviewer.Account,
                reviewer.IsAdmin,
                reviewer.Workflow,
                reviewer.Kind,
                reviewer.Tool,
                reviewer.SeenSince,
                afterRisk = after?.Risk,
                afterId = after?.Id,
                most,
            },
            cancellationToken);

    /// <summary>The places before this one, nearest first.</summary>
    public Task<IReadOnlyList<InboxCursor>> ListBeforeAsync(Reviewer reviewer, InboxCursor place, int most, CancellationToken cancellationToken) =>
        database.QueryAsync<InboxCursor>(
            Sql.ListBefore,
            new { reviewer.View, reviewer.Me, reviewer.MyId, reviewer.IsAdmin, reviewer.Workflow, reviewer.Kind, reviewer.Tool, place.Risk, place.Id, most },
            cancellationToken);

    /// <returns>Where an open card stands.</returns>
    public Task<InboxCursor?> FindPlaceAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<InboxCursor>(Sql.FindPlace, new { id }, cancellationToken);

    public Task<IReadOnlyList<QueueRow>> ListClosedAsync(IReadOnlyList<Guid> shown, CancellationToken cancellationToken) =>
        database.QueryAsync<QueueRow>(Sql.ListClosed, new { shown }, cancellationToken);

    public async Task<CountsRow> CountAsync(Reviewer reviewer, CancellationToken cancellationToken) =>
        (await database.FindAsync<CountsRow>(Sql.Count, new { reviewer.Me, reviewer.MyId, reviewer.IsAdmin, most = InboxCounts.Most }, cancellationToken))!;

    public Task<QueueRow?> FindAsync(Guid id, Reviewer reviewer, CancellationToken cancellationToken) =>
        database.FindAsync<QueueRow>(Sql.Find, new { id, reviewer.Account, reviewer.SeenSince }, cancellationToken);

    public async Task<AroundRow> LookAroundAsync(Guid id, Reviewer reviewer, CancellationToken cancellationToken) =>
        (await database.FindAsync<AroundRow>(
            Sql.LookAround,
            new
            {
                id,
                reviewer.View,
                reviewer.Me,
                reviewer.MyId,
                reviewer.Account,
                reviewer.IsAdmin,
                reviewer.Workflow,
                reviewer.Kind,
                reviewer.Tool,
                reviewer.SeenSince,
                most = DecideAll.Most,
            },
            cancellationToken))!;

    public Task<IReadOnlyList<QueueRow>> ListAlikeAsync(Guid id, Reviewer reviewer, CancellationToken cancellationToken) =>
        database.QueryAsync<QueueRow>(
            Sql.ListAlike, new { id, reviewer.Me, reviewer.MyId, reviewer.Account, reviewer.IsAdmin, reviewer.SeenSince, most = DecideAll.Most }, cancellationToken);

    internal static class Sql
    {
        // Its parameters are known when it is planned, so what a view does not ask is not in the plan.
        private const string InView =
            """
            a.state = 'pending'
                and (@view <> 'groups' or (a.asked_group is not null and a.deciders @> array[@me]))
                and (@view <> 'mine' or (a.asked_group is null or @isAdmin or @me = any(a.deciders)) and not (a.separate_duties and lower(a.started_by collate "C") in (@me, @myId)))
                and (@workflow is null or a.workflow = @workflow)
                and (@kind is null or a.kind = @kind)
                and (@tool is null or a.tool = @tool)
            """;

        private const string IsMine =
            """
            a.state = 'pending'
                and (a.asked_group is null or @isAdmin or @me = any(a.deciders))
                and not (a.separate_duties and lower(a.started_by collate "C") in (@me, @myId))
            """;

        private const string IsAlike =
            """
            a.workflow = (select workflow from this)
                and a.step_id = (select step_id from this)
                and a.kind = (select kind from this)
                and a.tool is not distinct from (select tool from this)
                and a.rule is not distinct from (select rule from this)
            """;

        private const string Lookers =
            "array(select name from approvals.looking where approval_id = a.id and account <> @account and seen_at >= @seenSince order by name)";

        private const string Columns =
            "a.id, a.risk, a.kind, a.workflow, a.title, a.summary, a.tool, a.effect, a.asked_group, a.requested_at, a.expires_at, a.state, a.decided_by_name, a.effective_at, a.is_settled";

        public const string List =
            $"""
            with page as materialized (
                select a.id
                from approvals.approval as a
                where {InView}
                    and (@afterId is null or (a.risk, a.id) > (@afterRisk, @afterId))
                order by a.risk, a.id
                limit @most
            )
            select {Columns}, {Lookers} as looking
            from page join approvals.approval as a on a.id = page.id
            order by a.risk, a.id
            """;

        public const string ListBefore =
            $"""
            select a.risk, a.id
            from approvals.approval as a
            where {InView}
                and (a.risk, a.id) < (@risk, @id)
            order by a.risk desc, a.id desc
            limit @most
            """;

        public const string FindPlace =
            """
            select risk, id
            from approvals.approval
            where id = @id and state = 'pending'
            """;

        public const string ListClosed =
            $"""
            select {Columns}, array[]::text[] as looking
            from approvals.approval as a
            where a.id = any(@shown) and a.state <> 'pending'
            """;

        public const string Find =
            $"""
            select {Columns}, {Lookers} as looking
            from approvals.approval as a
            where a.id = @id
            """;

        // An order leads PostgreSQL to the index that has all a count asks for. The workflows by jumps from one to the next; reading all open cards for a handful of names would take long.
        public const string Count =
            $"""
            with recursive workflow as (
                (select a.workflow as name from approvals.approval as a where a.state = 'pending' order by a.workflow limit 1)
                union all
                select (select a.workflow from approvals.approval as a where a.state = 'pending' and a.workflow > workflow.name order by a.workflow limit 1)
                from workflow
                where workflow.name is not null
            )
            select (select count(*) from (select from approvals.approval as a where {IsMine} order by a.risk, a.id limit @most) as mine)::int as mine,
                (select count(*) from (select from approvals.approval as a where a.state = 'pending' and a.asked_group is not null and a.deciders @> array[@me] limit @most) as grouped)::int as groups,
                (select count(*) from (select from approvals.approval as a where a.state = 'pending' limit @most) as everything)::int as everything,
                array(select name from workflow where name is not null limit 100) as workflows
            """;

        // Where it stands comes from a sub-select, so that its neighbours are found by the index.
        public const string LookAround =
            $"""
            with this as materialized (
                select risk, kind, workflow, step_id, tool, rule from approvals.approval where id = @id
            )
            select (select a.id from approvals.approval as a
                    where {InView} and (a.risk, a.id) > ((select risk from this), @id) order by a.risk, a.id limit 1) as next,
                (select a.id from approvals.approval as a
                    where {InView} and (a.risk, a.id) < ((select risk from this), @id) order by a.risk desc, a.id desc limit 1) as previous,
                (select count(*) from (select from approvals.approval as a where {IsMine} and {IsAlike} and a.id <> @id order by a.tool, a.risk, a.id limit @most) as alike)::int as alike,
                (select {Lookers} from (select @id as id) as a) as looking,
                exists (select from approvals.taken_back where approval_id = @id) as was_taken_back
            """;

        public const string ListAlike =
            $"""
            with this as materialized (
                select risk, kind, workflow, step_id, tool, rule from approvals.approval where id = @id
            )
            select {Columns}, {Lookers} as looking
            from approvals.approval as a
            where {IsMine} and {IsAlike}
            order by a.tool, a.risk, a.id
            limit @most
            """;

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
