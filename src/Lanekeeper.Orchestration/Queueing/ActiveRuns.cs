using System.Collections.Concurrent;
using Lanekeeper.Orchestration.Storing;

namespace Lanekeeper.Orchestration.Queueing;

/// <summary>The leases that this worker works under, each with its own stop. A run that was lost and claimed again is here twice for a moment.</summary>
internal sealed class ActiveRuns
{
    private readonly ConcurrentDictionary<long, Active> _byFence = new();

    public int Count => _byFence.Count;

    public IReadOnlyList<JobStore.Lease> Leases => [.. _byFence.Values.Select(active => active.Lease)];

    /// <param name="lease">What allows the work.</param>
    /// <param name="work">Does not throw.</param>
    /// <param name="ended">Called when the place is free again.</param>
    /// <param name="stoppingToken">Stops all work.</param>
    public void Start(JobStore.Lease lease, Func<CancellationToken, Task> work, Action ended, CancellationToken stoppingToken)
    {
        var active = new Active(lease, CancellationTokenSource.CreateLinkedTokenSource(stoppingToken));
        _byFence[lease.Fence] = active;
        active.Task = Task.Run(() => WorkAsync(active, work, ended), CancellationToken.None);
    }

    /// <summary>Stops those of <paramref name="asked"/> that do not hold any more.</summary>
    public void KeepOnly(IReadOnlyList<JobStore.Lease> asked, IReadOnlyList<long> held)
    {
        foreach (var fence in asked.Select(lease => lease.Fence).Except(held))
        {
            if (_byFence.TryGetValue(fence, out var lost))
            {
                lost.Cancel();
            }
        }
    }

    public Task DrainAsync() => Task.WhenAll(_byFence.Values.Select(active => active.Task));

    private async Task WorkAsync(Active active, Func<CancellationToken, Task> work, Action ended)
    {
        try
        {
            await work(active.Token);
        }
        finally
        {
            _byFence.TryRemove(active.Lease.Fence, out _);
            active.Dispose();
            ended();
        }
    }

    private sealed class Active(JobStore.Lease lease, CancellationTokenSource stop) : IDisposable
    {
        private readonly Lock _lock = new();
        private bool _disposed;

        public JobStore.Lease Lease => lease;

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
