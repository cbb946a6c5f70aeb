using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Orchestration.Waiting;

internal sealed class WaitRunHandler(RunStore store, RunNews news, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(500);

    public async Task<Result<Run>> RunAsync(Actor actor, Guid id, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Read) is { } denied)
        {
            return denied;
        }

        using var patience = new CancellationTokenSource(timeout < Longest ? timeout : Longest, time);
        while (true)
        {
            var next = news.NextAsync(id);
            if (await store.FindAsync(id, cancellationToken) is not { } run)
            {
                return RunProblems.NotFound(id);
            }

            if (run.State is not (RunState.Queued or RunState.Running) || patience.IsCancellationRequested)
            {
                return run.ToRun();
            }

            await Task.WhenAny(next, Task.Delay(AskAgain, time, patience.Token));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
