using Lanekeeper.Approvals.Storing;
using Lanekeeper.Permissions;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Approvals.Deciding;

internal sealed partial class DecideApprovalHandler(ApprovalStore approvals, DecisionStore store, TimeProvider time, ILogger<DecideApprovalHandler> logger)
{
    public async Task<Result<Approval>> RunAsync(Actor actor, DecideApproval decision, CancellationToken cancellationToken)
    {
        if ((Access.Check(actor, ApprovalPermissions.Decide) ?? DecisionCheck.FaultOf(decision)) is { } fault)
        {
            return fault;
        }

        if (await approvals.FindAsync(decision.Id, cancellationToken) is not { } approval)
        {
            return ApprovalProblems.NotFound(decision.Id);
        }

        if ((DeciderCheck.Refuse(actor, approval.Request) ?? Closed(approval)) is { } refused)
        {
            return refused;
        }

        return ArgumentEdit.Of(approval, decision).Succeeded(out var edit, out var problem)
            ? await WriteAsync(actor, decision, approval, edit, cancellationToken)
            : problem;
    }

    private async Task<Result<Approval>> WriteAsync(
        Actor actor, DecideApproval decision, Approval approval, ArgumentEdit edit, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var answer = new Answer(
            decision.Id,
            decision.Answer == ApprovalAnswer.Approve ? ApprovalState.Approved : ApprovalState.Rejected,
            now,
            now + decision.TakeBackWithin,
            actor.Id,
            actor.Name,
            decision.Reason,
            string.IsNullOrWhiteSpace(decision.Words) ? null : decision.Words.Trim(),
            edit.Arguments?.GetRawText(),
            edit.Digest,
            edit.Changes.Count == 0 ? null : ApprovalJson.Write(edit.Changes));
        if (await store.DecideAsync(answer, cancellationToken) is { } decided)
        {
            LogDecided(decided.Id, decided.State, actor.Id, edit.Changes.Count);
            return decided;
        }

        var latest = await approvals.FindAsync(decision.Id, cancellationToken) ?? approval;
        return Closed(latest) ?? ApprovalProblems.Expired(latest.ExpiresAt);
    }

    // Says it politely; the statement that writes the answer makes it true.
    private Problem? Closed(Approval approval) =>
        approval.State != ApprovalState.Pending ? ApprovalProblems.AlreadyDecided(approval)
        : approval.ExpiresAt <= time.GetUtcNow() ? ApprovalProblems.Expired(approval.ExpiresAt)
        : null;

    [LoggerMessage(LogLevel.Information, "Approval {Id}: {State} by {Actor}, {Changes} arguments changed.")]
    private partial void LogDecided(Guid id, ApprovalState state, string actor, int changes);
}
