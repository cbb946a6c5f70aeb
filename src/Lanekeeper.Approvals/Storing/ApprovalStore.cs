using System.Text.RegularExpressions;
using Lanekeeper.Approvals.Requesting;
using Lanekeeper.Storage;

namespace Lanekeeper.Approvals.Storing;

/// <summary>Writes new cards and reads them; <see cref="DecisionStore"/> writes what becomes of them.</summary>
internal sealed partial class ApprovalStore(Database database, Wakeups wakeups)
{
    private const int LongestTitle = 200;
    private const int LongestSummary = 300;

    /// <returns>The new card, or <see langword="null"/> when this was asked before.</returns>
    public async Task<Approval?> AddAsync(Guid id, RequestApproval request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<ApprovalRow>(
            Sql.Add,
            new
            {
                id,
                request.Kind,
                request.RunId,
                request.StepId,
                request.Workflow,
                request.Snapshot,
                request.StartedBy,
                askedGroup = request.Terms.Group,
                request.Action?.Tool,
                request.Action?.Effect,
                request = ApprovalJson.Write(request),
                now,
                expiresAt = now + request.Terms.Expires,
                request.Terms.OnExpiry,
                arguments = request.Action?.Arguments.GetRawText(),
                request.Action?.ArgumentsDigest,
                title = Line(request.Title, LongestTitle),
                summary = Line(request.Summary, LongestSummary),
                request.Action?.Decision.Rule,
                deciders = Deciders(request),
                separateDuties = request.SeparationOfDuties,
            },
            cancellationToken);
        if (row is not null)
        {
            wakeups.Publish(ApprovalChannels.Inbox);
        }

        return row?.ToApproval();
    }

    public async Task<Approval?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (await database.FindAsync<ApprovalRow>(Sql.Find, new { id }, cancellationToken))?.ToApproval();

    public async Task<Approval?> FindAskedAsync(RequestApproval request, CancellationToken cancellationToken) =>
        (await database.FindAsync<ApprovalRow>(Sql.FindAsked, new { request.RunId, request.StepId, request.Kind }, cancellationToken))?.ToApproval();

    /// <summary>Open cards oldest first, all others newest first.</summary>
    public async Task<IReadOnlyList<Approval>> ListAsync(ApprovalQuery query, Guid? after, int most, CancellationToken cancellationToken)
    {
        var sql = query.State == ApprovalState.Pending ? Sql.ListPending : Sql.ListNewest;
        var rows = await database.QueryAsync<ApprovalRow>(sql, new { query.State, query.Workflow, query.RunId, query.Kind, query.Group, after, most }, cancellationToken);
        return [.. rows.Select(row => row.ToApproval())];
    }

    public Task<IReadOnlyList<(ApprovalState State, int Count)>> CountAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<(ApprovalState State, int Count)>(Sql.Count, null, cancellationToken);

    public Task<IReadOnlyList<(string Workflow, int Count)>> CountOpenAsync(CancellationToken cancellationToken) =>
        database.QueryAsync<(string Workflow, int Count)>(Sql.CountOpen, null, cancellationToken);

    // A list shows one line; PostgreSQL's text cannot hold what Text.Bound takes out.
    private static string Line(string text, int most) => Text.Bound(Blank().Replace(text, " ").Trim(), most);

    private static IReadOnlyList<string> Deciders(RequestApproval request) =>
        request.Terms.Group is { } group ? [.. request.Deciders.Append(group).Select(PlainLetters.Lower).Distinct(StringComparer.Ordinal)] : [];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    internal static class Sql
    {
        private const string Filter =
            """
            (@workflow is null or workflow = @workflow)
                and (@runId is null or run_id = @runId)
                and (@kind is null or kind = @kind)
                and (@group is null or asked_group = @group)
            """;

        public const string Add =
            $"""
            insert into approvals.approval
                (id, kind, run_id, step_id, workflow, snapshot, started_by, asked_group, tool, effect,
                 request, requested_at, expires_at, on_expiry, arguments, arguments_digest, title, summary, rule, deciders, separate_duties)
            values
                (@id, @kind, @runId, @stepId, @workflow, @snapshot, @startedBy, @askedGroup, @tool, @effect,
                 @request::json, @now, @expiresAt, @onExpiry, @arguments::json, @argumentsDigest, @title, @summary, @rule, @deciders, @separateDuties)
            on conflict (run_id, step_id, kind) do nothing
            returning {ApprovalRow.Columns}
            """;

        public const string Find =
            $"""
            select {ApprovalRow.Columns}
            from approvals.approval
            where id = @id
            """;

        public const string FindAsked =
            $"""
            select {ApprovalRow.Columns}
            from approvals.approval
            where run_id = @runId and step_id = @stepId and kind = @kind
            """;

        public const string ListPending =
            $"""
            select {ApprovalRow.Columns}
            from approvals.approval
            where state = 'pending'
                and {Filter}
                and (@after is null or id > @after)
            order by id
            limit @most
            """;

        public const string ListNewest =
            $"""
            select {ApprovalRow.Columns}
            from approvals.approval
            where (@state is null or state = @state)
                and {Filter}
                and (@after is null or id < @after)
            order by id desc
            limit @most
            """;

        public const string CountOpen =
            """
            select workflow, count(*)::int
            from approvals.approval
            where state = 'pending'
            group by workflow
            """;

        public const string Count =
            """
            select state, count(*)::int
            from approvals.approval
            group by state
            """;
    }
}
