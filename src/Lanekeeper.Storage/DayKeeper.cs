using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Storage;

/// <summary>Counts each day once it is over, from the first that was not counted. Any number of processes may.</summary>
public sealed partial class DayKeeper<TDays>(TDays days, TimeProvider time, ILogger<DayKeeper<TDays>> logger) : BackgroundService
    where TDays : ICountedDays
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(15);

    private readonly Trouble _trouble = new($"The {days.What} of the last days are counted", time, logger);

    /// <returns>How many days were counted.</returns>
    public async Task<int> KeepAsync(CancellationToken cancellationToken)
    {
        var over = DateOnly.FromDateTime((time.GetUtcNow() - days.Margin).UtcDateTime);
        if ((await days.FindMarkAsync(cancellationToken) ?? await FirstDayAsync(cancellationToken)) is not { } first)
        {
            return 0;
        }

        for (var day = first; day < over; day = day.AddDays(1))
        {
            await days.KeepAsync(day, cancellationToken);
        }

        return Math.Max(0, over.DayNumber - first.DayNumber);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _trouble.GuardAsync(async () => LogKept(days.What, await KeepAsync(stoppingToken)), failure => LogFailed(days.What, failure));
            await Task.Delay(Every, time, stoppingToken);
        }
    }

    private async Task<DateOnly?> FirstDayAsync(CancellationToken cancellationToken) =>
        await days.FindFirstAsync(cancellationToken) is { } first ? DateOnly.FromDateTime(first.UtcDateTime) : null;

    [LoggerMessage(LogLevel.Debug, "The {What} of {Count} days were counted.")]
    private partial void LogKept(string what, int count);

    [LoggerMessage(LogLevel.Error, "The {What} of the last days could not be counted; tried again soon. Until then they are counted whenever somebody asks.")]
    private partial void LogFailed(string what, Exception failure);
}
