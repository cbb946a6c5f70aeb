using System.Collections.Concurrent;
using Lanekeeper.Retrieval.Storing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Retrieval.Ranking;

/// <summary>Holds the index of each source in memory, and reads it again when the source has changed since.</summary>
internal sealed partial class IndexCache(IndexStore store, PassageStore passages, TimeProvider time, ILogger<IndexCache> logger) : IDisposable
{
    // So many passages weigh a few megabytes; holding their texts saves a search its second question to the database.
    private const int SmallSource = 2000;

    private const int MostTries = 10;

    private readonly ConcurrentDictionary<string, Slot> _slots = new(StringComparer.Ordinal);

    /// <returns>The index of this generation or of a later one.</returns>
    public async ValueTask<SourceIndex> GetAsync(string source, long generation, CancellationToken cancellationToken)
    {
        var slot = _slots.GetOrAdd(source, static _ => new Slot());
        if (slot.Current is { } current && current.Generation >= generation)
        {
            return current;
        }

        // One reads it, the others wait for that one.
        await slot.Gate.WaitAsync(cancellationToken);
        try
        {
            if (slot.Current is not { } read || read.Generation < generation)
            {
                slot.Current = read = await ReadAsync(source, cancellationToken);
            }

            return read;
        }
        finally
        {
            slot.Gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var slot in _slots.Values)
        {
            slot.Gate.Dispose();
        }
    }

    private async Task<SourceIndex> ReadAsync(string source, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var tries = 1; ; tries++)
        {
            var builder = new IndexBuilder();
            var generation = await store.ReadAsync(source, builder.Add, cancellationToken);
            var texts = builder.Ids.Count <= SmallSource ? await passages.TakeAsync(builder.Ids, cancellationToken) : [];

            // A text that went away between the two readings: the source changed just now, and is read once more.
            if (texts.Count == builder.Ids.Count || builder.Ids.Count > SmallSource || tries == MostTries)
            {
                var index = builder.Build(generation, texts.ToDictionary(text => text.Id));
                LogRead(source, index.Count, generation, (long)time.GetElapsedTime(start).TotalMilliseconds);
                return index;
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Source {Source}: read the index of {Passages} passages, generation {Generation}, in {Milliseconds} ms.")]
    private partial void LogRead(string source, int passages, long generation, long milliseconds);

    private sealed class Slot
    {
        private volatile SourceIndex? _current;

        public SemaphoreSlim Gate { get; } = new(1);

        public SourceIndex? Current
        {
            get => _current;
            set => _current = value;
        }
    }
}
