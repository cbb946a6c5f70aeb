using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>Says which apps are turned down before anybody is asked: such a request has no row. Once a minute for each app and reason, however many there are.</summary>
internal sealed partial class RefusalLog(TimeProvider time, ILogger<RefusalLog> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string App, string Code), Said> _said = new();

    public void See(string app, Problem problem)
    {
        var said = _said.GetOrAdd((app, problem.Code), static _ => new Said());
        int since;
        lock (said)
        {
            said.Count++;
            var now = time.GetUtcNow();
            if (now < said.Again)
            {
                return;
            }

            (since, said.Count, said.Again) = (said.Count, 0, now + Pause);
        }

        LogRefused(app, problem.Code, since, problem.Message);
    }

    [LoggerMessage(LogLevel.Warning, "The app {App} is refused by {Code} ({Count} since this was last said): {Why}")]
    private partial void LogRefused(string app, string code, int count, string why);

    private sealed class Said
    {
        public int Count { get; set; }

        public DateTimeOffset Again { get; set; }
    }
}
