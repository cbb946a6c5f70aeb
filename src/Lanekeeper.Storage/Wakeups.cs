using System.Collections.Concurrent;
using Lanekeeper.Storage.Relaying;

namespace Lanekeeper.Storage;

/// <summary>
/// Tells waiting workers, here and in other processes, that there is news. Only a hint: it may come for nothing, and a worker
/// asks by itself now and then, in case one was lost.
/// </summary>
public sealed class Wakeups(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Latch> _latches = new(StringComparer.Ordinal);

    /// <summary>What other processes are still to be told; the relay takes it.</summary>
    internal ConcurrentDictionary<string, bool> Untold { get; } = new(StringComparer.Ordinal);

    internal Latch News { get; } = new();

    /// <summary>Costs next to nothing: workers here are woken at once, other processes by at most one notification per channel and 50 ms.</summary>
    public void Publish(string channel)
    {
        Wake(channel);
        if (Untold.TryAdd(channel, true))
        {
            News.Open();
        }
    }

    /// <returns><see langword="true"/> when there is news, or was since the last call that said so; <see langword="false"/> when the time has run out.</returns>
    public Task<bool> WaitAsync(string channel, TimeSpan timeout, CancellationToken cancellationToken) =>
        _latches.GetOrAdd(channel, static _ => new Latch()).WaitAsync(timeout, time, cancellationToken);

    internal void Wake(string channel) => _latches.GetOrAdd(channel, static _ => new Latch()).Open();

    /// <summary>News may have been missed: all look once.</summary>
    internal void WakeAll()
    {
        foreach (var latch in _latches.Values)
        {
            latch.Open();
        }
    }
}
