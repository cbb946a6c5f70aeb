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

        if (await store.CancelAsync(id, time.GetUtcNow(), cancellationToken) is not { } run)
        {
            return await store.FindAsync(id, cancellationToken) is { } ended ? RunProblems.AlreadyEnded(ended.ToRun()) : RunProblems.NotFound(id);
        }

        var withdrawn = await approvals.WithdrawAsync(id, why is { Length: > 0 } ? why : $"{actor.Name} cancelled the run.", cancellationToken);
        if (withdrawn.Problem is { } problem)
        {
            return problem;
        }

        news.Tell(id);
        LogCancelled(id, actor.Id);
        return run.ToRun();
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId}: cancelled by {Actor}.")]
    private partial void LogCancelled(Guid runId, string actor);
}
