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

        var patience = TimeSpan.FromTicks(Math.Clamp(timeout.Ticks, 0, Longest.Ticks));
        var begun = time.GetTimestamp();
        using var listener = news.Listen(id);
        while (true)
        {
            var next = listener.Next();
            if (await store.FindStandingAsync(id, cancellationToken) is not { } run)
            {
                return RunProblems.NotFound(id);
            }

            var left = patience - time.GetElapsedTime(begun);
            if (run.State is not (RunState.Queued or RunState.Running) || left <= TimeSpan.Zero)
            {
                return run.ToRun();
            }

            await WaitAsync(next, left < AskAgain ? left : AskAgain, cancellationToken);
        }
    }

    // The worker of another process tells nobody here, so the run is looked at again after a while.
    private async Task WaitAsync(Task next, TimeSpan most, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(most, time, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
