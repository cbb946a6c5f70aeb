using Lanekeeper.Ledger.Spooling;
using Lanekeeper.Ledger.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Sweeping;

/// <summary>
/// Gives calls up that nobody will close: those of this program's earlier lives, those of processes that are no longer heard of, and those,
/// of whomever, whose deadline has long passed. They show as <c>unknown</c>; a final row that comes all the same is kept, and then counts.
/// </summary>
internal sealed partial class CallSweep(SweepStore store, CallSpool spool, LedgerOptions options, TimeProvider time, ILogger<CallSweep> logger) : BackgroundService
{
    // Processes come and go with each deployment of a container; their rows need not stay.
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(1);

    private readonly Trouble _trouble = new("Calls without an outcome are looked for", time, logger);

    private DateTimeOffset SilentBefore => time.GetUtcNow() - options.SilentAfter;

    /// <returns>How many calls of earlier lives were given up.</returns>
    public Task<int> SweepEarlierAsync(CancellationToken cancellationToken) =>
        AllAsync(() => store.LoseEarlierAsync(options.Node, options.Process, time.GetUtcNow(), cancellationToken));

    /// <returns>How many overdue calls were given up.</returns>
    public Task<int> SweepOverdueAsync(CancellationToken cancellationToken) =>
        AllAsync(() => store.LoseOverdueAsync(time.GetUtcNow() - options.Grace, time.GetUtcNow(), cancellationToken));

    /// <summary>Says that this process is alive, and gives up what those left open that have not said so for long.</summary>
    /// <returns>How many calls of silent processes were given up.</returns>
    public async Task<int> SweepSilentAsync(CancellationToken cancellationToken)
    {
        await BeatAsync(cancellationToken);
        var lost = await AllAsync(() => store.LoseSilentAsync(options.Process, SilentBefore, time.GetUtcNow(), cancellationToken));
        await store.ForgetAsync(time.GetUtcNow() - ForgottenAfter, cancellationToken);
        return lost;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _trouble.GuardAsync(() => SweepAsync(stoppingToken), LogFailed);
            await Task.Delay(options.SweepEvery, time, stoppingToken);
        }
    }

    // An earlier life has no new calls, so asking for them each time costs one look at a small table, and a database that was away at start is no matter.
    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        if (spool.HasRows)
        {
            // What seems open may be closed there.
            await BeatAsync(cancellationToken);
            return;
        }

        var lost = await SweepEarlierAsync(cancellationToken) + await SweepSilentAsync(cancellationToken) + await SweepOverdueAsync(cancellationToken);
        if (lost > 0)
        {
            LogLost(lost);
        }
    }

    private Task BeatAsync(CancellationToken cancellationToken) =>
        store.BeatAsync(options.Node, options.Process, time.GetUtcNow(), SilentBefore, cancellationToken);

    private static async Task<int> AllAsync(Func<Task<int>> sweep)
    {
        var all = 0;
        while (await sweep() is > 0 and var some)
        {
            all += some;
        }

        return all;
    }

    [LoggerMessage(LogLevel.Warning, "{Count} model calls had no outcome written down and count as unknown.")]
    private partial void LogLost(int count);

    [LoggerMessage(LogLevel.Error, "Calls without an outcome could not be looked for; tried again soon.")]
    private partial void LogFailed(Exception failure);
}
