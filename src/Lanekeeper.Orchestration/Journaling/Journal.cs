using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Journaling;

/// <summary>The one writer of journals: takes what all running steps wait to write, and commits it together.</summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly JournalStore _store;
    private readonly TimeProvider _time;
    private readonly GroupCommit<JournalEntry, JournalReceipt> _group;

    public Journal(JournalStore store, TimeProvider time)
    {
        (_store, _time) = (store, time);
        _group = new(WriteAsync, new(), time);
    }

    public Task<Result<JournalReceipt>> AppendAsync(JournalEntry entry, CancellationToken cancellationToken) => _group.AddAsync(entry, cancellationToken);

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    private async Task<IReadOnlyList<JournalReceipt>> WriteAsync(IReadOnlyList<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var written = await _store.WriteAsync(entries, _time.GetUtcNow(), cancellationToken);
        var held = written.ToDictionary(row => row.Fence, row => row.CancelRequested);
        return [.. entries.Select(entry => new JournalReceipt(held.TryGetValue(entry.Fence, out var cancelled), cancelled))];
    }
}
