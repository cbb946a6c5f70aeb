using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Writing;

/// <summary>One queue of rows of one kind; what goes wrong becomes a problem in this room's words.</summary>
internal sealed partial class GroupWriter<TItem, TResult>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<Result<TResult>>>> write,
    LedgerOptions options,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private readonly GroupCommit<TItem, Result<TResult>> _group = new(
        write,
        new GroupCommitOptions { Capacity = options.Capacity, LargestBatch = options.LargestBatch, Patience = options.Patience },
        time);

    public async Task<Result<TResult>> WriteAsync(TItem item, CancellationToken cancellationToken)
    {
        try
        {
            var added = await _group.AddAsync(item, cancellationToken);
            return added.Succeeded(out var written, out var problem) ? written : LedgerProblems.OfQueue(problem);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogRefused(typeof(TItem).Name, failure);
            return LedgerProblems.OfFailure(failure);
        }
    }

    public ValueTask DisposeAsync() => _group.DisposeAsync();

    [LoggerMessage(LogLevel.Error, "A {Kind} could not be written down.")]
    private partial void LogRefused(string kind, Exception failure);
}
