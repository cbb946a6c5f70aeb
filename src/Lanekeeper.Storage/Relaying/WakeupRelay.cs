using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lanekeeper.Storage.Relaying;

/// <summary>
/// Carries news between processes by NOTIFY, which takes a database-wide lock at commit: so never in a transaction that writes,
/// and many publications as one.
/// </summary>
internal sealed partial class WakeupRelay(Database database, Wakeups wakeups, TimeProvider time, ILogger<WakeupRelay> logger) : BackgroundService
{
    private const string Tell = "select pg_notify('lanekeeper_news', @sender || ' ' || channel) from unnest(@channels) as channel";

    private static readonly TimeSpan Throttle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Check = TimeSpan.FromSeconds(30);

    // Our own news come back to us as well, and we have heard them.
    private readonly string _sender = Id.New(time).ToString("N");
    private readonly Trouble _telling = new("News are told to other processes", time, logger);
    private readonly Trouble _listening = new("News from other processes are heard", time, logger);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(KeepAsync(TellAsync, _telling, stoppingToken), KeepAsync(ListenAsync, _listening, stoppingToken));

    private async Task TellAsync(CancellationToken stopping)
    {
        while (await wakeups.News.WaitAsync(Timeout.InfiniteTimeSpan, time, stopping))
        {
            string[] channels = [.. wakeups.Untold.Keys];
            foreach (var channel in channels)
            {
                wakeups.Untold.TryRemove(channel, out _);
            }

            if (channels.Length > 0)
            {
                await database.QueryAsync<object>(Tell, new { sender = _sender, channels }, stopping);
                _telling.Over();
                await Task.Delay(Throttle, time, stopping);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = await database.Source.OpenConnectionAsync(stopping);
        connection.Notification += (_, news) => Hear(news.Payload);
        await using (var listen = new NpgsqlCommand("listen lanekeeper_news", connection))
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        _listening.Over();
        wakeups.WakeAll();
        while (true)
        {
            // A line that is dead and does not say so is found out by asking.
            if (!await connection.WaitAsync(Check, stopping))
            {
                await using var ask = new NpgsqlCommand("select 1", connection);
                await ask.ExecuteScalarAsync(stopping);
            }
        }
    }

    private void Hear(string payload)
    {
        var space = payload.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0 && payload[..space] != _sender)
        {
            wakeups.Wake(payload[(space + 1)..]);
        }
    }

    private async Task KeepAsync(Func<CancellationToken, Task> work, Trouble trouble, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work(stopping);
            }
            catch (Exception lost) when (!stopping.IsCancellationRequested)
            {
                if (trouble.IsNews(lost))
                {
                    LogLost(lost);
                }

                await Task.Delay(Pause, time, stopping);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "News cannot go between processes for the moment. Workers look by themselves meanwhile.")]
    private partial void LogLost(Exception exception);
}
