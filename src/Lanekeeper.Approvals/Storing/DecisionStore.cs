using Lanekeeper.Storage;

namespace Lanekeeper.Approvals.Storing;

/// <summary>Writes what becomes of a card. Each race is decided by the statement; the loser gets no row.</summary>
internal sealed class DecisionStore(Database database, Outbox outbox, Wakeups wakeups)
{
    /// <summary>Writes the answer and, where it takes effect at once, the news of it in the same transaction.</summary>
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
                if (approval.IsSettled)
                {
                    await TellAsync(transaction, approval.Request.Kind, new(approval.Id, approval.Request.RunId, approval.Request.StepId), cancellationToken);
                }
                else
                {
                    transaction.AfterCommit(() => wakeups.Publish(ApprovalChannels.Unsettled));
                }

                transaction.AfterCommit(() => wakeups.Publish(ApprovalChannels.Inbox));
                return approval;
            },
            cancellationToken);

    /// <returns>The card, open again as it was proposed, or <see langword="null"/> when this is not their decision, or it has taken effect.</returns>
    public async Task<Approval?> TakeBackAsync(Approval approval, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // The proposal in the request never changes, so it may be read before.
        var action = approval.Request.Action;
        var row = await database.FindAsync<ApprovalRow>(
            Sql.TakeBack, new { approval.Id, by, now, arguments = action?.Arguments.GetRawText(), action?.ArgumentsDigest }, cancellationToken);
        if (row is not null)
        {
            wakeups.Publish(ApprovalChannels.Inbox);
        }

        return row?.ToApproval();
    }

    /// <summary>Lets decisions take effect whose time has come, and tells of them in the same transaction.</summary>
    public Task<IReadOnlyList<ClosedRow>> SettleAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        CloseAsync(Sql.Settle, new { now, most }, cancellationToken);

    /// <summary>When the next decision takes effect.</summary>
    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        database.FindAsync<DateTimeOffset?>(Sql.NextDue, null, cancellationToken);

    /// <summary>Closes cards whose time has ended, with the outcome that each declared.</summary>
    public Task<IReadOnlyList<ClosedRow>> ExpireAsync(DateTimeOffset now, int most, CancellationToken cancellationToken) =>
        CloseAsync(Sql.Expire, new { now, most, by = Actor.System.Id, byName = Actor.System.Name }, cancellationToken);

    /// <returns>The approval, now used, or <see langword="null"/> when it is not approved and in effect, is used, or is for other arguments.</returns>
    public async Task<Approval?> UseAsync(Guid id, string argumentsDigest, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await database.FindAsync<ApprovalRow>(Sql.Use, new { id, argumentsDigest, now }, cancellationToken))?.ToApproval();

    /// <summary>Closes the open cards of a run. What is decided stays so, and can no longer be taken back: nothing waits for it.</summary>
    public async Task<int> WithdrawAsync(Guid runId, string why, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var count = await database.ExecuteAsync(Sql.Withdraw, new { runId, why, now, by = Actor.System.Id, byName = Actor.System.Name }, cancellationToken);
        if (count > 0)
        {
            wakeups.Publish(ApprovalChannels.Inbox);
        }

        return count;
    }

    private Task<IReadOnlyList<ClosedRow>> CloseAsync(string sql, object args, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                var closed = await transaction.QueryAsync<ClosedRow>(sql, args, cancellationToken);
                foreach (var row in closed)
                {
                    await TellAsync(transaction, row.Kind, new(row.Id, row.RunId, row.StepId), cancellationToken);
                }

                if (closed.Count > 0)
                {
                    transaction.AfterCommit(() => wakeups.Publish(ApprovalChannels.Inbox));
                }

                return closed;
            },
            cancellationToken);

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
        public const string Decide =
            $"""
            update approvals.approval
            set state = @state,
                decided_at = @now,
                effective_at = @effectiveAt,
                is_settled = @effectiveAt <= @now,
                decided_by = @by,
                decided_by_name = @byName,
                reason = @reason,
                words = @words,
                arguments = coalesce(@arguments::json, arguments),
                arguments_digest = coalesce(@argumentsDigest, arguments_digest),
                changes = @changes::json
            where id = @id and state = 'pending' and expires_at > @now
            returning {ApprovalRow.Columns}
            """;

        public const string TakeBack =
            $"""
            with mine as (
                select id, state, decided_at, decided_by, decided_by_name, reason, words, arguments_digest, changes
                from approvals.approval
                where id = @id and decided_by = @by and not is_settled and effective_at > @now
                for update
            ),
            kept as (
                insert into approvals.taken_back
                    (approval_id, taken_back_at, state, decided_at, decided_by, decided_by_name, reason, words, arguments_digest, changes)
                select id, @now, state, decided_at, decided_by, decided_by_name, reason, words, arguments_digest, changes
                from mine
                returning approval_id
            )
            update approvals.approval
            set state = 'pending',
                decided_at = null,
                effective_at = null,
                decided_by = null,
                decided_by_name = null,
                reason = null,
                words = null,
                arguments = @arguments::json,
                arguments_digest = @argumentsDigest,
                changes = null
            where id = (select approval_id from kept)
            returning {ApprovalRow.Columns}
            """;

        public const string Settle =
            """
            with due as (
                select id
                from approvals.approval
                where effective_at <= @now and not is_settled
                order by effective_at
                limit @most
                for update skip locked
            )
            update approvals.approval
            set is_settled = true
            from due
            where approval.id = due.id
            returning approval.id, kind, run_id, step_id, state
            """;

        public const string NextDue =
            """
            select min(effective_at)
            from approvals.approval
            where effective_at is not null and not is_settled
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
                effective_at = @now,
                is_settled = true,
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
            where id = @id and kind = 'action' and state = 'approved' and is_settled and used_at is null and arguments_digest = @argumentsDigest
            returning {ApprovalRow.Columns}
            """;

        public const string Withdraw =
            """
            update approvals.approval
            set state = case when state = 'pending' then 'withdrawn' else state end,
                decided_at = coalesce(decided_at, @now),
                effective_at = @now,
                is_settled = true,
                decided_by = coalesce(decided_by, @by),
                decided_by_name = coalesce(decided_by_name, @byName),
                words = case when state = 'pending' then @why else words end
            where run_id = @runId and not is_settled
            """;
    }
}

/// <summary>An answer as it is written down; arguments only when they were edited.</summary>
internal sealed record Answer(
    Guid Id,
    ApprovalState State,
    DateTimeOffset Now,
    DateTimeOffset EffectiveAt,
    string By,
    string ByName,
    RejectReason? Reason,
    string? Words,
    string? Arguments,
    string? ArgumentsDigest,
    string? Changes);

/// <summary>A card that was closed, by the clock or because its decision took effect.</summary>
internal sealed record ClosedRow(Guid Id, ApprovalKind Kind, Guid RunId, string StepId, ApprovalState State);
