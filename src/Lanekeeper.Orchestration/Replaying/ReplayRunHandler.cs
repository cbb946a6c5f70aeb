using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Orchestration.Replaying;

internal sealed partial class ReplayRunHandler(RunStore store, Wakeups wakeups, TimeProvider time, ILogger<ReplayRunHandler> logger)
{
    public async Task<Result<Run>> RunAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Replay) is { } denied)
        {
            return denied;
        }

        if (await store.ReplayAsync(id, time.GetUtcNow(), cancellationToken) is not { } run)
        {
            return await store.FindAsync(id, cancellationToken) is { } found ? RunProblems.NotReplayable(found.ToRun()) : RunProblems.NotFound(id);
        }

        wakeups.Publish(Channels.Jobs);
        LogReplayed(id, actor.Id);
        return run.ToRun();
    }

    [LoggerMessage(LogLevel.Information, "Run {RunId}: put back to work by {Actor}.")]
    private partial void LogReplayed(Guid runId, string actor);
}
