using System.Threading.Channels;

namespace Lanekeeper.Storage;

/// <summary>How a <see cref="GroupCommit{TItem, TResult}"/> behaves under load.</summary>
public sealed record GroupCommitOptions
{
    /// <summary>How many items may wait to be written.</summary>
    public int Capacity { get; init; } = 10_000;

    /// <summary>How many are written by one call at most.</summary>
    public int LargestBatch { get; init; } = 500;

    /// <summary>How long a caller waits for room in a full queue before it is told to come back later.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>
/// Many callers, one writing at a time: it takes all that waits and writes it with one commit, and each caller awaits its own item.
/// The busier it is the bigger the batches, so the disk is waited for once for many. Who comes while nobody writes does so itself, at once;
/// what came meanwhile is written on, away from it.
/// </summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TResult">What each caller learns of its item.</typeparam>
public sealed class GroupCommit<TItem, TResult> : IAsyncDisposable
{
    private readonly Channel<Entry> _queue;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> _write;
    private readonly GroupCommitOptions _options;
    private readonly TimeProvider _time;

    /// <param name="write">Writes all items in one transaction, or throws and has written none; answers with one result for each, in their order. Never called twice at a time.</param>
    /// <param name="options">Sizes and patience.</param>
    /// <param name="time">Measures the patience.</param>
    public GroupCommit(Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write, GroupCommitOptions options, TimeProvider time)
    {
        (_write, _options, _time) = (write, options, time);
        _queue = Channel.CreateBounded<Entry>(options.Capacity);
    }

    /// <summary>Returns when the item is committed. One whose caller stops waiting is written all the same, once it is in the queue.</summary>
    /// <returns>The item's result; a problem when the queue stayed full or is closed. What the writer threw for this item is thrown here.</returns>
    public async Task<Result<TResult>> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var entry = new Entry(item);
        if (!_queue.Writer.TryWrite(entry) && await EnqueueAsync(entry, cancellationToken) is { } problem)
        {
            return problem;
        }

        WriteOnceFree();
        return await entry.Written.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more, and returns when all that waited is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _turn.WaitAsync();
        (await WriteWaitingAsync())?.TellElsewhere();
        _turn.Release();
    }

    private async Task<Problem?> EnqueueAsync(Entry entry, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_options.Patience, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await _queue.Writer.WriteAsync(entry, both.Token);
            return null;
        }
        catch (ChannelClosedException)
        {
            return StorageProblems.Stopping();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return StorageProblems.QueueFull();
        }
    }

    private void WriteOnceFree()
    {
        if (!_turn.Wait(0, CancellationToken.None))
        {
            return;
        }

        // What is written is everybody's, so it runs in nobody's context.
        var suppressed = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _ = WriteInTurnAsync();
        suppressed.Dispose();
    }

    private async Task WriteInTurnAsync()
    {
        while (true)
        {
            var last = await WriteWaitingAsync();
            _turn.Release();

            // Who came between the last look and the release found the turn taken.
            if (_queue.Reader.Count == 0 || !_turn.Wait(0, CancellationToken.None))
            {
                last?.Tell();
                return;
            }

            last?.TellElsewhere();
        }
    }

    /// <returns>One that came alone and is still to be told: with nobody behind it, it may go on right here, without a change of threads.</returns>
    private async Task<Entry?> WriteWaitingAsync()
    {
        Entry? alone = null;
        while (Take() is { Count: > 0 } batch)
        {
            alone?.TellElsewhere();
            await WriteAsync(batch);
            alone = batch.Count == 1 && _queue.Reader.Count == 0 ? batch[0] : null;
            if (alone is null)
            {
                batch.ForEach(static entry => entry.TellElsewhere());
            }
        }

        return alone;
    }

    private List<Entry> Take()
    {
        var batch = new List<Entry>();
        while (batch.Count < _options.LargestBatch && _queue.Reader.TryRead(out var entry))
        {
            batch.Add(entry);
        }

        return batch;
    }

    // Half and half again, so that one item that PostgreSQL refuses is found and its neighbours are kept.
    private async Task WriteAsync(List<Entry> batch)
    {
        try
        {
            var results = await _write(batch.ConvertAll(static entry => entry.Item), CancellationToken.None);
            if (results.Count != batch.Count)
            {
                throw new InvalidOperationException($"The writer answered {results.Count} results for {batch.Count} items.");
            }

            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Result = results[i];
            }
        }
        catch (Exception failure) when (batch.Count == 1 || DatabaseFailure.IsUnavailable(failure) || DatabaseFailure.IsDiskFull(failure))
        {
            batch.ForEach(entry => entry.Failure = failure);
        }
        catch
        {
            var half = batch.Count / 2;
            await WriteAsync(batch.GetRange(0, half));
            await WriteAsync(batch.GetRange(half, batch.Count - half));
        }
    }

    private sealed class Entry(TItem item) : IThreadPoolWorkItem
    {
        private readonly TaskCompletionSource<TResult> _written = new();

        public TItem Item => item;

        public TResult? Result { get; set; }

        public Exception? Failure { get; set; }

        public Task<TResult> Written => _written.Task;

        public void TellElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);

        public void Tell()
        {
            if (Failure is { } failure)
            {
                _written.SetException(failure);
            }
            else
            {
                _written.SetResult(Result!);
            }
        }

        void IThreadPoolWorkItem.Execute() => Tell();
    }
}
