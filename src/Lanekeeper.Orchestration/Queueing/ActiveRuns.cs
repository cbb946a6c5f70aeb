using System.Collections.Concurrent;

namespace Lanekeeper.Orchestration.Queueing;

/// <summary>The runs that this worker has in hand, each with its own stop.</summary>
internal sealed class ActiveRuns
{
    private readonly ConcurrentDictionary<Guid, Active> _runs = new();

    public int Count => _runs.Count;

    public IReadOnlyList<Guid> Ids => [.. _runs.Keys];

    public void Start(Guid run, Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var active = new Active(stop);
        _runs[run] = active;
        active.Task = Task.Run(() => WorkAsync(run, active, work), CancellationToken.None);
    }

    /// <summary>Stops those of <paramref name="asked"/> that are not among the <paramref name="held"/>.</summary>
    public void KeepOnly(IReadOnlyList<Guid> asked, IReadOnlyList<Guid> held)
    {
        foreach (var run in asked.Except(held))
        {
            if (_runs.TryGetValue(run, out var lost))
            {
                lost.Cancel();
            }
        }
    }

    public Task DrainAsync() => Task.WhenAll(_runs.Values.Select(active => active.Task));

    private async Task WorkAsync(Guid run, Active active, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(active.Token);
        }
        finally
        {
            _runs.TryRemove(KeyValuePair.Create(run, active));
            active.Dispose();
        }
    }

    private sealed class Active(CancellationTokenSource stop) : IDisposable
    {
        private readonly Lock _lock = new();
        private bool _disposed;

        public Task Task { get; set; } = Task.CompletedTask;

        public CancellationToken Token { get; } = stop.Token;

        public void Cancel()
        {
            lock (_lock)
            {
                if (!_disposed)
                {
                    stop.Cancel();
                }
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _disposed = true;
                stop.Dispose();
            }
        }
    }
}
