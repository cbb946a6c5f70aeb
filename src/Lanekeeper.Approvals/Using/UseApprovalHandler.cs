using Lanekeeper.Approvals.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Approvals.Using;

internal sealed partial class UseApprovalHandler(DecisionStore store, ApprovalStore approvals, TimeProvider time, ILogger<UseApprovalHandler> logger)
{
    public async Task<Result<Approval>> RunAsync(Guid id, string argumentsDigest, CancellationToken cancellationToken)
    {
        if (await store.UseAsync(id, argumentsDigest, time.GetUtcNow(), cancellationToken) is { } used)
        {
            LogUsed(id, argumentsDigest);
            return used;
        }

        // The statement has decided; this only finds the words for it.
        if (await approvals.FindAsync(id, cancellationToken) is not { } approval)
        {
            return ApprovalProblems.NotFound(id);
        }

        return approval.State != ApprovalState.Approved || approval.Request.Kind != ApprovalKind.Action ? ApprovalProblems.NotApproved(approval)
            : !approval.IsSettled ? ApprovalProblems.NotSettled(approval)
            : approval.UsedAt is not null ? ApprovalProblems.AlreadyUsed(approval)
            : ApprovalProblems.OtherArguments(approval);
    }

    [LoggerMessage(LogLevel.Information, "Approval {Id} used for {Digest}.")]
    private partial void LogUsed(Guid id, string digest);
}
