using Lanekeeper.Project.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Project.Deploying;

/// <summary>
/// Which snapshot is live, asked of the database at most once a second: a deployment by another process is seen that soon, one by this
/// process at once. While the database is away, or stands still, what was live last stays so; one asks at a time, and the others go on meanwhile.
/// While somebody asks now and then it is asked ahead, so that they need not wait.
/// </summary>
internal sealed partial class LivePointer(DeploymentStore store, TimeProvider time, ILogger<LivePointer> logger) : IAskedAhead
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Trouble _trouble = new("The live snapshot is asked of the database", time, logger);

    private volatile Seen? _seen;
    private int _asking;
    private long _askedAt;
    private long _usedAt;
    private long _moves;

    public string What => "The live snapshot";

    public TimeSpan Every => Fresh / 2;

    /// <returns>The hash, or <see langword="null"/> when nothing was deployed yet.</returns>
    public async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _usedAt, time.GetTimestamp());
        var seen = _seen;
        if (seen?.Hash is not { } known || seen.Moves != Interlocked.Read(ref _moves))
        {
            return await FindAsync(seen?.Hash, AskAsync(cancellationToken));
        }

        return time.GetElapsedTime(Volatile.Read(ref _askedAt)) < Fresh || Interlocked.Exchange(ref _asking, 1) == 1
            ? known
            : await FindAsync(known, AskAloneAsync(cancellationToken).WaitAsync(Patience, time, cancellationToken));
    }

    public async Task AskAheadAsync(CancellationToken cancellationToken)
    {
        var isDue = time.GetElapsedTime(Volatile.Read(ref _usedAt)) < IAskedAhead.InUse && time.GetElapsedTime(Volatile.Read(ref _askedAt)) >= Fresh / 4;
        if (isDue && _seen?.Hash is { } known && Interlocked.Exchange(ref _asking, 1) == 0)
        {
            await FindAsync(known, AskAloneAsync(cancellationToken));
        }
    }

    private async Task<string?> FindAsync(string? known, Task<string?> asking)
    {
        try
        {
            return await asking;
        }
        catch (Exception failure) when (known is not null && DatabaseFailure.IsUnavailable(failure))
        {
            if (_trouble.IsNews(failure))
            {
                LogStale(known, failure);
            }

            return known;
        }
    }

    // One that nobody waited for any longer is learned from all the same, and until then nobody else asks.
    private async Task<string?> AskAloneAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _asking, 0);
        }
    }

    private async Task<string?> AskAsync(CancellationToken cancellationToken)
    {
        var moves = Interlocked.Read(ref _moves);
        Volatile.Write(ref _askedAt, time.GetTimestamp());
        var live = await store.FindLiveAsync(cancellationToken);
        _seen = new(live?.Snapshot, moves);
        _trouble.Over();
        return live?.Snapshot;
    }

    public void Moved() => Interlocked.Increment(ref _moves);

    private sealed record Seen(string? Hash, long Moves);

    [LoggerMessage(LogLevel.Warning, "The database does not answer; going on with snapshot {Hash}, which was live last.")]
    private partial void LogStale(string hash, Exception failure);
}
