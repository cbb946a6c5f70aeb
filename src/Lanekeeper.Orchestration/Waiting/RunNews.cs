using System.Collections.Concurrent;

namespace Lanekeeper.Orchestration.Waiting;

/// <summary>Tells whoever waits in this process that a run has come to rest. Runs of other processes are found by asking again.</summary>
internal sealed class RunNews
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();

    /// <summary>Ask before looking at the run, so that nothing that happens in between is missed.</summary>
    public Task NextAsync(Guid run) => _waiting.GetOrAdd(run, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Tell(Guid run)
    {
        if (_waiting.TryRemove(run, out var waiting))
        {
            waiting.TrySetResult();
        }
    }
}
