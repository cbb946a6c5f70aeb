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
/// Many callers, one writer: it takes all that waits and writes it with one commit, and each caller awaits its own item.
/// The busier it is the bigger the batches, so the disk is waited for once for many.
/// </summary>
/// <typeparam name="TItem">What is written.</typeparam>
/// <typeparam name="TResult">What each caller learns of its item.</typeparam>
public sealed class GroupCommit<TItem, TResult> : IAsyncDisposable
{
    private readonly Channel<Entry> _queue;
    private readonly Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> _write;
    private readonly GroupCommitOptions _options;
    private readonly TimeProvider _time;
    private readonly Task _writer;

    /// <param name="write">Writes all items in one transaction, or throws and has written none; answers with one result for each, in their order.</param>
    /// <param name="options">Sizes and patience.</param>
    /// <param name="time">Measures the patience.</param>
    public GroupCommit(Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> write, GroupCommitOptions options, TimeProvider time)
    {
        (_write, _options, _time) = (write, options, time);
        _queue = Channel.CreateBounded<Entry>(new BoundedChannelOptions(options.Capacity) { SingleReader = true });
        _writer = Task.Run(WriteAllAsync);
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

        return await entry.Written.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes no more, and returns when all that waited is written.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
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

    private async Task WriteAllAsync()
    {
        var batch = new List<Entry>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < _options.LargestBatch && _queue.Reader.TryRead(out var entry))
            {
                batch.Add(entry);
            }

            await WriteAsync(batch);
        }
    }

    // Half and half again, so that one item that PostgreSQL refuses is found and its neighbours are kept.
    private async Task WriteAsync(IReadOnlyList<Entry> batch)
    {
        try
        {
            var results = await _write([.. batch.Select(entry => entry.Item)], CancellationToken.None);
            if (results.Count != batch.Count)
            {
                throw new InvalidOperationException($"The writer answered {results.Count} results for {batch.Count} items.");
            }

            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Written.SetResult(results[i]);
            }
        }
        catch (Exception failure) when (batch.Count == 1 || DatabaseFailure.IsUnavailable(failure) || DatabaseFailure.IsDiskFull(failure) || IsWritten(batch))
        {
            foreach (var entry in batch)
            {
                entry.Written.TrySetException(failure);
            }
        }
        catch
        {
            await WriteAsync([.. batch.Take(batch.Count / 2)]);
            await WriteAsync([.. batch.Skip(batch.Count / 2)]);
        }
    }

    private static bool IsWritten(IReadOnlyList<Entry> batch) => batch[0].Written.Task.IsCompleted;

    private sealed record Entry(TItem Item)
    {
        // The caller goes on elsewhere: the writer's thread is for writing.
        public TaskCompletionSource<TResult> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
