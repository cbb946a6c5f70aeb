using Lanekeeper.Approvals.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Approvals.Requesting;

internal sealed partial class RequestApprovalHandler(ApprovalStore store, TimeProvider time, ILogger<RequestApprovalHandler> logger)
{
    public async Task<Result<Approval>> RunAsync(RequestApproval request, CancellationToken cancellationToken)
    {
        var faults = RequestCheck.FaultsOf(request).ToList();
        if (faults.Count > 0)
        {
            return ApprovalProblems.InvalidRequest(faults);
        }

        if (await store.AddAsync(Id.New(time), RequestCheck.Bound(request), time.GetUtcNow(), cancellationToken) is { } added)
        {
            LogAsked(added.Id, request.Kind, request.RunId, request.StepId);
            return added;
        }

        return await store.FindAskedAsync(request, cancellationToken)
            ?? throw new InvalidOperationException($"The card of run {request.RunId}, step {request.StepId} was there a moment ago; cards are never deleted.");
    }

    [LoggerMessage(LogLevel.Information, "Approval {Id} ({Kind}) asked for by run {RunId}, step {StepId}.")]
    private partial void LogAsked(Guid id, ApprovalKind kind, Guid runId, string stepId);
}
