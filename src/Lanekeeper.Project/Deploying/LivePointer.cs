using Lanekeeper.Project.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Project.Deploying;

/// <summary>
/// Which snapshot is live, asked of the database at most once a second: a deployment by another process is seen that soon, one by this
/// process at once. While the database is away, what was live last stays so.
/// </summary>
internal sealed partial class LivePointer(DeploymentStore store, TimeProvider time, ILogger<LivePointer> logger)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private volatile Seen? _seen;
    private long _moves;

    /// <returns>The hash, or <see langword="null"/> when nothing was deployed yet.</returns>
    public async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        var seen = _seen;
        if (seen is { Hash: not null } && seen.Moves == Interlocked.Read(ref _moves) && time.GetElapsedTime(seen.At) < Fresh)
        {
            return seen.Hash;
        }

        var (moves, at) = (Interlocked.Read(ref _moves), time.GetTimestamp());
        try
        {
            var live = await store.FindLiveAsync(cancellationToken);
            _seen = new(live?.Snapshot, at, moves);
            return live?.Snapshot;
        }
        catch (Exception failure) when (seen?.Hash is not null && DatabaseFailure.IsUnavailable(failure))
        {
            LogStale(seen.Hash, failure);
            return seen.Hash;
        }
    }

    public void Moved() => Interlocked.Increment(ref _moves);

    private sealed record Seen(string? Hash, long At, long Moves);

    [LoggerMessage(LogLevel.Warning, "The database does not answer; going on with snapshot {Hash}, which was live last.")]
    private partial void LogStale(string hash, Exception failure);
}
