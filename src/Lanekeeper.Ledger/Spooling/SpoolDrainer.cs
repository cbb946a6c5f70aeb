using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Spooling;

/// <summary>Asks again and again whether the database is back, while rows wait for it; at start there may be some of an earlier life.</summary>
internal sealed partial class SpoolDrainer(CallSpool spool, Database database, TimeProvider time, ILogger<SpoolDrainer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Trouble _trouble = new("Rows that wait for the database are put in", time, logger);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (spool.HasRows && await database.AnswersAsync(stoppingToken))
                {
                    await spool.DrainAsync(stoppingToken);
                    _trouble.Over();
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                if (_trouble.IsNews(failure))
                {
                    LogFailed(failure);
                }
            }

            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    [LoggerMessage(LogLevel.Error, "Rows that wait for the database could not be put in; tried again soon.")]
    private partial void LogFailed(Exception failure);
}
