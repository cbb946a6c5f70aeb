using Lanekeeper.Ledger.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Keeping;

/// <summary>Forgets keys and answers whose time is over. What has expired is not used before it is forgotten either, so nothing hangs on when that is.</summary>
internal sealed partial class ForgetSweep(ForgetStore store, TimeProvider time, ILogger<ForgetSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    private readonly Trouble _trouble = new("Keys and answers whose time is over are forgotten", time, logger);

    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var all = 0;
        while (await store.ForgetAsync(time.GetUtcNow(), cancellationToken) is > 0 and var some)
        {
            all += some;
        }

        return all;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _trouble.GuardAsync(async () => LogForgotten(await ForgetAsync(stoppingToken)), LogFailed);
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Debug, "{Count} keys and answers were forgotten.")]
    private partial void LogForgotten(int count);

    [LoggerMessage(LogLevel.Error, "Keys and answers whose time is over could not be forgotten; tried again soon.")]
    private partial void LogFailed(Exception failure);
}
