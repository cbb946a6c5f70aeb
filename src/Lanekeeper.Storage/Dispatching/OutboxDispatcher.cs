using Lanekeeper.Storage.Storing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Storage.Dispatching;

/// <summary>Hands each record to the handler of its topic, in the transaction that deletes it.</summary>
internal sealed partial class OutboxDispatcher(
    Database database, IEnumerable<IOutboxHandler> handlers, Wakeups wakeups, TimeProvider time, ILogger<OutboxDispatcher> logger) : BackgroundService
{
    public const int MostAttempts = 10;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, IOutboxHandler> _handlers = handlers.ToDictionary(handler => handler.Topic, StringComparer.Ordinal);
    private readonly Trouble _trouble = new("The outbox is emptied", time, logger);
    private readonly string[] _topics = [.. handlers.Select(handler => handler.Topic)];

    /// <summary>Handles one record, or puts it off when its handler fails.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> DispatchOneAsync(CancellationToken cancellationToken)
    {
        var taken = default(OutboxRecord);
        try
        {
            await database.InTransactionAsync(
                async transaction =>
                {
                    taken = await OutboxStore.TakeAsync(transaction, _topics, time.GetUtcNow(), cancellationToken);
                    if (taken is not null)
                    {
                        await _handlers[taken.Topic].HandleAsync(taken, transaction, cancellationToken);
                        await OutboxStore.DeleteAsync(transaction, taken.Id, cancellationToken);
                    }
                },
                cancellationToken);
        }
        catch (Exception failure) when (taken is not null && !DatabaseFailure.IsUnavailable(failure) && !cancellationToken.IsCancellationRequested)
        {
            await PutOffAsync(taken, failure, cancellationToken);
        }

        return taken is not null;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_handlers.Count > 0)
        {
            try
            {
                while (await DispatchOneAsync(stoppingToken))
                {
                }

                _trouble.Over();
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                if (_trouble.IsNews(away))
                {
                    LogAway(away);
                }
            }

            await wakeups.WaitAsync(Outbox.Channel, Poll, stoppingToken);
        }
    }

    private async Task PutOffAsync(OutboxRecord record, Exception failure, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var attempts = record.Attempts + 1;
        var pause = FirstPause * Math.Pow(2, attempts - 1);
        var isDead = attempts >= MostAttempts;
        await OutboxStore.PutOffAsync(
            database, record.Id, now + (pause < LongestPause ? pause : LongestPause), $"{failure.GetType().Name}: {failure.Message}", isDead ? now : null, cancellationToken);
        if (isDead)
        {
            LogDead(failure, record.Id, record.Topic, attempts);
        }
        else
        {
            LogFailed(failure, record.Id, record.Topic, attempts);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Outbox record {Id} ({Topic}) failed {Attempts} times; it will be tried again.")]
    private partial void LogFailed(Exception exception, long id, string topic, int attempts);

    [LoggerMessage(LogLevel.Error, "Outbox record {Id} ({Topic}) failed {Attempts} times and is given up; it stays in storage.outbox with dead_at set.")]
    private partial void LogDead(Exception exception, long id, string topic, int attempts);

    [LoggerMessage(LogLevel.Warning, "The outbox waits for the database.")]
    private partial void LogAway(Exception exception);
}
