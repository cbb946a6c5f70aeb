using System.Collections.Concurrent;
using System.Threading.Channels;
using Lanekeeper.Ledger.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Watching;

/// <summary>
/// Sees each call's served model as it is closed, and writes down what is new or has not been written for some minutes. It never makes a call wait or fail:
/// what cannot be written now is seen again with a later call.
/// </summary>
internal sealed partial class ServedWatch(ServedModelStore store, TimeProvider time, ILogger<ServedWatch> logger) : BackgroundService
{
    private const int Capacity = 1_000;
    private const int MostKnown = 10_000;

    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(15);

    private readonly Trouble _trouble = new("Which models are served is written down", time, logger);

    // When each is to be written again.
    private readonly ConcurrentDictionary<ServedTuple, DateTimeOffset> _known = new();
    private readonly Channel<Sighting> _waiting = Channel.CreateBounded<Sighting>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public void See(CallFinal final)
    {
        if (ServedTuple.Of(final) is not { } tuple || (_known.TryGetValue(tuple, out var due) && final.ClosedAt < due))
        {
            return;
        }

        if (_known.Count >= MostKnown)
        {
            // Somebody makes names up. The table has its own bound; here all begin anew.
            _known.Clear();
        }

        _known[tuple] = final.ClosedAt + Fresh;
        if (!_waiting.Writer.TryWrite(new Sighting(tuple, final.Id, final.ClosedAt)))
        {
            _known.TryRemove(tuple, out _);
        }
    }

    /// <summary>Writes down what waits.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        while (_waiting.Reader.TryRead(out var sighting))
        {
            await WriteAsync(sighting, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            await WriteAsync(stoppingToken);
        }
    }

    private async Task WriteAsync(Sighting sighting, CancellationToken cancellationToken)
    {
        try
        {
            var written = await store.SaveAsync(Id.New(time), sighting, cancellationToken);
            _trouble.Over();
            if (written is null)
            {
                LogTooMany(sighting.Tuple.Provider, sighting.Tuple.Requested, ServedModelStore.Most);
            }
            else if (written is { IsNew: true, Row: { IsChange: true } row })
            {
                LogChanged(row.Provider, row.RequestedModel, row.Line, row.Previous ?? "", row.FirstCallId);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            _known[sighting.Tuple] = time.GetUtcNow() + AfterFailure;
            if (_trouble.IsNews(failure))
            {
                LogFailed(failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Provider}'s {Model} is served otherwise than before: {Now} (was: {Before}), since call {CallId}. `lanekeeper models` lists it until somebody has acknowledged it.")]
    private partial void LogChanged(string provider, string model, string now, string before, Guid callId);

    [LoggerMessage(LogLevel.Warning, "{Provider}'s {Model} is served in more than {Most} ways; no more are written down.")]
    private partial void LogTooMany(string provider, string model, int most);

    [LoggerMessage(LogLevel.Error, "Which model was served could not be written down; it is with a later call.")]
    private partial void LogFailed(Exception failure);
}
