using Lanekeeper.Approvals;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Orchestration.Waiting;
using Lanekeeper.Permissions;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Orchestration.Cancelling;

internal sealed partial class CancelRunHandler(RunStore store, IApprovals approvals, RunNews news, TimeProvider time, ILogger<CancelRunHandler> logger)
{
    public async Task<Result<Run>> RunAsync(Actor actor, Guid id, string? why, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Cancel) is { } denied)
        {
            return denied;
        }

        var cancelled = await store.CancelAsync(id, time.GetUtcNow(), cancellationToken);
        var run = cancelled ?? await store.FindStandingAsync(id, cancellationToken);
        if (run is null)
        {
            return RunProblems.NotFound(id);
        }

        if (cancelled is null && run.State != RunState.Cancelled)
        {
            return RunProblems.AlreadyEnded(run.ToRun());
        }

        // Also for a run that was cancelled before: that time may have been cut off here.
        var withdrawn = await approvals.WithdrawAsync(id, why is { Length: > 0 } ? why : $"{actor.Name} cancelled the run.", cancellationToken);
        if (withdrawn.Problem is { } problem)
        {
            return problem;
        }

        news.Tell(id);
        LogCancelled(id, actor.Id);
        return cancelled is null ? RunProblems.AlreadyEnded(run.ToRun()) : run.ToRun();
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId}: cancelled by {Actor}.")]
    private partial void LogCancelled(Guid runId, string actor);
}
