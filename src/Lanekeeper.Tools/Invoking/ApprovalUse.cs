using Lanekeeper.Approvals;

namespace Lanekeeper.Tools.Invoking;

/// <summary>Makes sure that the approval which a call brings along is for this very call, and uses it up. The call holds its step when it asks.</summary>
internal sealed class ApprovalUse(IApprovals approvals)
{
    private const string AlreadyUsed = "approvals.already-used";

    /// <returns>Why the call may not be executed, or <see langword="null"/>.</returns>
    public async Task<Problem?> UseAsync(DecidedCall call, CancellationToken cancellationToken)
    {
        if (call.Invocation.ApprovalId is not { } id)
        {
            return null;
        }

        if (!(await approvals.GetAsync(Actor.System, id, cancellationToken)).Succeeded(out var approval, out var problem))
        {
            return problem;
        }

        // The digest is of the arguments alone; another tool, or another step, may have the same.
        if (!IsFor(approval.Request, call))
        {
            return ToolProblems.OtherApproval(call.Invocation.Tool, id);
        }

        // A step is held by one action at a time, so whoever has used the step's approval is this very action, in another try or
        // another process, or one before it that failed: for the same arguments it still stands.
        var used = await approvals.UseAsync(id, call.Digest, cancellationToken);
        return used.Problem?.Code == AlreadyUsed && approval.ArgumentsDigest == call.Digest ? null : used.Problem;
    }

    private static bool IsFor(RequestApproval request, DecidedCall call) =>
        request.RunId == call.Invocation.Origin.RunId
        && request.StepId == call.Invocation.Origin.StepId
        && request.Action?.Tool == call.Invocation.Tool;
}
