using Lanekeeper.Approvals.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Approvals.Expiring;

/// <summary>Runs <see cref="ExpireHandler"/> for as long as the program runs. Any number of processes may: each card is closed by one of them. Forgets, too, who no longer looks.</summary>
internal sealed partial class ExpirySweep(ExpireHandler expire, LookingStore looking, ApprovalsOptions options, TimeProvider time, ILogger<ExpirySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Gone = TimeSpan.FromMinutes(1);

    private readonly Trouble _trouble = new("Expired approvals are closed", time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Late answers are refused meanwhile all the same.
            await _trouble.GuardAsync(() => SweepAsync(stoppingToken), LogFailed);
            await Task.Delay(options.SweepEvery, time, stoppingToken);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await expire.RunAsync(cancellationToken);
        await looking.PruneAsync(time.GetUtcNow() - Gone, cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "Expired approvals could not be closed; the next sweep tries again.")]
    private partial void LogFailed(Exception exception);
}
