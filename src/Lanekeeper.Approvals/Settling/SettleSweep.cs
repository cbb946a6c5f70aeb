using Lanekeeper.Approvals.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Approvals.Settling;

/// <summary>
/// Sleeps until the next decision takes effect, here or where it was made by a process that is gone. Any number of processes may
/// sweep: each decision is settled by one of them.
/// </summary>
internal sealed partial class SettleSweep(
    SettleHandler settle, ApprovalsOptions options, Wakeups wakeups, TimeProvider time, ILogger<SettleSweep> logger) : BackgroundService
{
    // Where another process holds what is due, there is no use in asking faster.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    private readonly Trouble _trouble = new("Decisions take effect", time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var next = await SweepAsync(stoppingToken);
            await wakeups.WaitAsync(ApprovalChannels.Unsettled, Pause(next), stoppingToken);
        }
    }

    private TimeSpan Pause(DateTimeOffset? next)
    {
        var pause = next is { } due ? due - time.GetUtcNow() : options.SweepEvery;
        return pause < Shortest ? Shortest : pause < options.SweepEvery ? pause : options.SweepEvery;
    }

    private async Task<DateTimeOffset?> SweepAsync(CancellationToken cancellationToken)
    {
        try
        {
            var next = await settle.RunAsync(cancellationToken);
            _trouble.Over();
            return next;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            if (_trouble.IsNews(exception))
            {
                LogFailed(exception);
            }

            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Decisions could not take effect; the next sweep tries again.")]
    private partial void LogFailed(Exception exception);
}
