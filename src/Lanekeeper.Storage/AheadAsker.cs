using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Storage;

/// <summary>Asks ahead what requests would ask for. While the database is away it is quiet: requests ask for themselves then, and say so.</summary>
public sealed partial class AheadAsker<TAsked>(TAsked asked, TimeProvider time, ILogger<AheadAsker<TAsked>> logger) : BackgroundService
    where TAsked : IAskedAhead
{
    private readonly Trouble _trouble = new($"{asked.What}: asked ahead", time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(asked.Every, time, stoppingToken);
            await _trouble.GuardAsync(() => AskAsync(stoppingToken), failure => LogFailed(asked.What, failure));
        }
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            await asked.AskAheadAsync(cancellationToken);
        }
        catch (Exception away) when (DatabaseFailure.IsUnavailable(away))
        {
        }
    }

    [LoggerMessage(LogLevel.Error, "{What} could not be asked ahead; each request asks for itself meanwhile.")]
    private partial void LogFailed(string what, Exception failure);
}
