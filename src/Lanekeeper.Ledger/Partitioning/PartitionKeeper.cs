using Lanekeeper.Ledger.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Partitioning;

/// <summary>Keeps the partitions of this and the next months ready: when the program starts, and every day.</summary>
internal sealed partial class PartitionKeeper(PartitionStore store, LedgerOptions options, TimeProvider time, ILogger<PartitionKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private readonly Trouble _trouble = new("The partitions of the next months are made", time, logger);

    public async Task<int> KeepAsync(CancellationToken cancellationToken) => await store.MakeAsync(time.GetUtcNow(), options.MonthsReady, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Months are ready ahead, and the default partition takes what has none.
            await _trouble.GuardAsync(async () => LogMade(await KeepAsync(stoppingToken)), LogFailed);
            await Task.Delay(Day, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Made {Count} partitions.")]
    private partial void LogMade(int count);

    [LoggerMessage(LogLevel.Error, "The partitions of the next months could not be made; tried again tomorrow.")]
    private partial void LogFailed(Exception failure);
}
