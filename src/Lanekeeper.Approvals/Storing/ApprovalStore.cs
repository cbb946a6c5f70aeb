using Lanekeeper.Storage;

namespace Lanekeeper.Approvals.Storing;

/// <summary>Reads and writes <c>approvals.approval</c>; nothing outside this file does.</summary>
internal sealed class ApprovalStore(Database database, Outbox outbox)
{
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
            },
            cancellationToken);
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

    /// <summary>Writes the answer and, in the same transaction, the news of it.</summary>
    /// <returns>The approval as decided, or <see langword="null"/> when somebody else was first or its time has ended.</returns>
    public Task<Approval?> DecideAsync(Answer answer, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                if (await transaction.FindAsync<ApprovalRow>(Sql.Decide, answer, cancellationToken) is not { } row)
                {
                    return null;
                }

                var approval = row.ToApproval();
                await TellAsync(transaction, approval.Request.Kind, new(approval.Id, approval.Request.RunId, approval.Request.StepId), cancellationToken);
                return approval;
            },
            cancellationToken);

    /// <summary>Closes cards whose time has ended, with the outcome that each declared.</summary>
    public Task<IReadOnlyList<ExpiredRow>> ExpireAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                var expired = await transaction.QueryAsync<ExpiredRow>(
                    Sql.Expire,
                    new { now, most, by = Actor.System.Id, byName = Actor.System.Name },
                    cancellationToken);
                foreach (var row in expired)
                {
                    await TellAsync(transaction, row.Kind, new(row.Id, row.RunId, row.StepId), cancellationToken);
                }

                return expired;
            },
            cancellationToken);

    /// <returns>The approval, now used, or <see langword="null"/> when it is not approved, is used, or is for other arguments.</returns>
    public async Task<Approval?> UseAsync(Guid id, string argumentsDigest, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await database.FindAsync<ApprovalRow>(Sql.Use, new { id, argumentsDigest, now }, cancellationToken))?.ToApproval();

    public Task<int> WithdrawAsync(Guid runId, string why, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ExecuteAsync(Sql.Withdraw, new { runId, why, now, by = Actor.System.Id, byName = Actor.System.Name }, cancellationToken);

    // Nobody waits for a card of the other kinds.
    private async Task TellAsync(DatabaseTransaction transaction, ApprovalKind kind, ApprovalDecided news, CancellationToken cancellationToken)
    {
        if (kind is ApprovalKind.Action or ApprovalKind.Question)
        {
            await outbox.AddAsync(transaction, ApprovalTopics.Decided, news.RunId.ToString(), news.ToJson(), cancellationToken);
        }
    }

    internal static class Sql
    {
        private const string Columns =
            "id, request, state, requested_at, expires_at, decided_at, decided_by, decided_by_name, reason, words, arguments, arguments_digest, changes, used_at";

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
                 request, requested_at, expires_at, on_expiry, arguments, arguments_digest)
            values
                (@id, @kind, @runId, @stepId, @workflow, @snapshot, @startedBy, @askedGroup, @tool, @effect,
                 @request::json, @now, @expiresAt, @onExpiry, @arguments::json, @argumentsDigest)
            on conflict (run_id, step_id, kind) do nothing
            returning {Columns}
            """;

        public const string Find =
            $"""
            select {Columns}
            from approvals.approval
            where id = @id
            """;

        public const string FindAsked =
            $"""
            select {Columns}
            from approvals.approval
            where run_id = @runId and step_id = @stepId and kind = @kind
            """;

        public const string ListPending =
            $"""
            select {Columns}
            from approvals.approval
            where state = 'pending'
                and {Filter}
                and (@after is null or id > @after)
            order by id
            limit @most
            """;

        public const string ListNewest =
            $"""
            select {Columns}
            from approvals.approval
            where (@state is null or state = @state)
                and {Filter}
                and (@after is null or id < @after)
            order by id desc
            limit @most
            """;

        public const string Count =
            """
            select state, count(*)::int
            from approvals.approval
            group by state
            """;

        // The statement decides a race: it only touches a card that is still open, and the loser gets no row.
        public const string Decide =
            $"""
            update approvals.approval
            set state = @state,
                decided_at = @now,
                decided_by = @by,
                decided_by_name = @byName,
                reason = @reason,
                words = @words,
                arguments = coalesce(@arguments::json, arguments),
                arguments_digest = coalesce(@argumentsDigest, arguments_digest),
                changes = @changes::json
            where id = @id and state = 'pending' and expires_at > @now
            returning {Columns}
            """;

        public const string Expire =
            """
            with due as (
                select id
                from approvals.approval
                where state = 'pending' and expires_at <= @now
                order by expires_at
                limit @most
                for update skip locked
            )
            update approvals.approval
            set state = case
                    when on_expiry = 'approve' and coalesce(effect, 'read') not in ('write', 'destructive') then 'approved'
                    else 'expired'
                end,
                decided_at = @now,
                decided_by = @by,
                decided_by_name = @byName,
                words = 'Nobody answered in time.'
            from due
            where approval.id = due.id
            returning approval.id, kind, run_id, step_id, state
            """;

        public const string Use =
            $"""
            update approvals.approval
            set used_at = @now
            where id = @id and kind = 'action' and state = 'approved' and used_at is null and arguments_digest = @argumentsDigest
            returning {Columns}
            """;

        public const string Withdraw =
            """
            update approvals.approval
            set state = 'withdrawn', decided_at = @now, decided_by = @by, decided_by_name = @byName, words = @why
            where run_id = @runId and state = 'pending'
            """;
    }
}

/// <summary>An answer as it is written down; arguments only when they were edited.</summary>
internal sealed record Answer(
    Guid Id,
    ApprovalState State,
    DateTimeOffset Now,
    string By,
    string ByName,
    RejectReason? Reason,
    string? Words,
    string? Arguments,
    string? ArgumentsDigest,
    string? Changes);

internal sealed record ExpiredRow(Guid Id, ApprovalKind Kind, Guid RunId, string StepId, ApprovalState State);
