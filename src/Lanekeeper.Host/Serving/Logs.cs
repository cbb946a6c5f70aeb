using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Lanekeeper.Host.Serving;

/// <summary>One line an event, on standard error, so that standard output is the command's own.</summary>
internal static class Logs
{
    private const string LevelVariable = "LANEKEEPER_LOG";

    public static void Configure(ILoggingBuilder logging)
    {
        var level = Enum.TryParse<LogLevel>(Environment.GetEnvironmentVariable(LevelVariable), ignoreCase: true, out var asked) ? asked : LogLevel.Warning;
        logging.ClearProviders();
        logging.SetMinimumLevel(level);
        logging.AddFilter("Microsoft", level < LogLevel.Warning && level > LogLevel.Debug ? LogLevel.Warning : level);

        // It would write every address, and one-time links are addresses: not even at Trace.
        logging.AddFilter("Microsoft.AspNetCore", level < LogLevel.Warning ? LogLevel.Warning : level);
        // That its keys lie unencrypted in a folder that only this user may read is as it should be.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", level == LogLevel.Trace ? LogLevel.Trace : LogLevel.Error);
        logging.AddFilter("System", level < LogLevel.Warning && level > LogLevel.Debug ? LogLevel.Warning : level);
        logging.AddJsonConsole(json =>
        {
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });

        // The console's own writer, behind one that leaves an exception out: a filter would see the level and not the exception.
        logging.Services.RemoveAll<ILoggerProvider>();
        logging.Services.AddSingleton<ILoggerProvider>(static services => new WithoutCuts(new ConsoleLoggerProvider(
            services.GetRequiredService<IOptionsMonitor<ConsoleLoggerOptions>>(), services.GetServices<ConsoleFormatter>())));
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
