using Lanekeeper.Orchestration.Storing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Orchestration.Counting;

/// <summary>Counts each day once it is over, from the first that was not counted.</summary>
internal sealed partial class DayKeeper(RunDayStore store, TimeProvider time, ILogger<DayKeeper> logger) : BackgroundService
{
    // What ended just before midnight is surely committed by then.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    /// <returns>How many days were counted.</returns>
    public async Task<int> KeepAsync(CancellationToken cancellationToken)
    {
        var over = DateOnly.FromDateTime((time.GetUtcNow() - Margin).UtcDateTime);
        if ((await store.FindMarkAsync(cancellationToken) ?? await FirstDayAsync(cancellationToken)) is not { } first)
        {
            return 0;
        }

        for (var day = first; day < over; day = day.AddDays(1))
        {
            await store.KeepAsync(day, cancellationToken);
        }

        return Math.Max(0, over.DayNumber - first.DayNumber);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await TryAsync(stoppingToken);
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private async Task<DateOnly?> FirstDayAsync(CancellationToken cancellationToken) =>
        await store.FindFirstAsync(cancellationToken) is { } first ? DateOnly.FromDateTime(first.UtcDateTime) : null;

    private async Task TryAsync(CancellationToken cancellationToken)
    {
        try
        {
            LogKept(await KeepAsync(cancellationToken));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The runs of {Count} days were counted.")]
    private partial void LogKept(int count);

    [LoggerMessage(LogLevel.Error, "The runs of the last days could not be counted; tried again soon. Until then they are counted whenever somebody asks.")]
    private partial void LogFailed(Exception failure);
}
