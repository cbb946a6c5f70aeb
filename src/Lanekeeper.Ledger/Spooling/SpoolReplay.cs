using Lanekeeper.Ledger.Storing;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Spooling;

/// <summary>Puts rows that waited outside into the database, each once, however often it is tried.</summary>
internal sealed partial class SpoolReplay(CallStore store, ILogger<SpoolReplay> logger)
{
    private const int Together = 200;

    /// <returns>How many rows the file held. A line that is not whole was told to nobody; a row that PostgreSQL refuses is kept beside.</returns>
    public async Task<int> ReplayAsync(string file, CancellationToken cancellationToken)
    {
        var process = SpoolFolder.ProcessOf(file);
        var batch = new List<CallEntry>();
        var rows = 0;
        await foreach (var read in SpoolFile.ReadAsync(file, cancellationToken))
        {
            if (read is not { } entry)
            {
                LogTorn(file);
                continue;
            }

            rows++;
            batch.Add(entry);
            if (batch.Count == Together)
            {
                await PutAsync(file, process, batch, cancellationToken);
                batch.Clear();
            }
        }

        await PutAsync(file, process, batch, cancellationToken);
        return rows;
    }

    private async Task PutAsync(string file, Guid process, List<CallEntry> batch, CancellationToken cancellationToken)
    {
        try
        {
            await store.OpenLateAsync(process, [.. batch.Select(entry => entry.Intent).OfType<CallIntent>()], cancellationToken);
            await store.CloseLateAsync([.. batch.Where(entry => entry.Final is not null)], cancellationToken);
        }
        catch (Exception refused) when (!DatabaseFailure.IsUnavailable(refused) && !DatabaseFailure.IsConflict(refused) && refused is not OperationCanceledException)
        {
            if (batch.Count > 1)
            {
                foreach (var entry in batch)
                {
                    await PutAsync(file, process, [entry], cancellationToken);
                }

                return;
            }

            LogRefused(file, refused);
            await using var beside = new FileStream(file + ".refused", FileMode.Append);
            await SpoolFile.AppendAsync(beside, batch, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A line in {File} is not whole, as when the program is killed while it writes; nobody was told that it was written.")]
    private partial void LogTorn(string file);

    [LoggerMessage(LogLevel.Error, "A row in {File} is refused by the database; it is kept beside it as .refused.")]
    private partial void LogRefused(string file, Exception refused);
}
