using Lanekeeper.Ledger.Storing;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Spooling;

/// <summary>Puts rows that waited outside into the database, each once, however often it is tried.</summary>
internal sealed partial class SpoolReplay(CallStore store, ILogger<SpoolReplay> logger)
{
    private const int MostRows = 200;
    private const long MostBytes = 16 * 1024 * 1024;
    private const string Beside = ".refused";

    /// <returns>How many rows the file held. A line that is not whole was told to nobody; a row that PostgreSQL refuses is kept beside.</returns>
    public async Task<int> ReplayAsync(string file, CancellationToken cancellationToken)
    {
        var process = SpoolFolder.ProcessOf(file);
        var batch = new List<CallEntry>();
        var (rows, bytes) = (0, 0L);
        await foreach (var line in SpoolFile.ReadAsync(file, cancellationToken))
        {
            if (line.Entry is not { } entry)
            {
                await PassOverAsync(file, line, cancellationToken);
                continue;
            }

            rows++;
            batch.Add(entry);
            bytes += line.Text.Length;
            if (batch.Count == MostRows || bytes > MostBytes)
            {
                await PutAsync(file, process, batch, cancellationToken);
                batch.Clear();
                bytes = 0;
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
            var unopened = await store.CloseLateAsync([.. batch.Select(entry => entry.Final).OfType<CallFinal>()], cancellationToken);
            if (unopened.Count > 0)
            {
                LogUnopened(unopened.Count, file);
                await SetAsideAsync(file, batch.Where(entry => entry.Final is { } final && unopened.Contains(final.Id)), cancellationToken);
            }
        }
        catch (Exception refused) when (DatabaseFailure.IsOfRow(refused))
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
            await SetAsideAsync(file, batch, cancellationToken);
        }
    }

    private static async Task SetAsideAsync(string file, IEnumerable<CallEntry> entries, CancellationToken cancellationToken)
    {
        await using var beside = new FileStream(file + Beside, FileMode.Append);
        await SpoolFile.AppendAsync(beside, entries, cancellationToken);
    }

    private async Task PassOverAsync(string file, SpoolLine line, CancellationToken cancellationToken)
    {
        if (!line.IsWhole)
        {
            LogTorn(file);
            return;
        }

        LogUnread(file);
        await File.AppendAllTextAsync(file + Beside, line.Text + "\n", cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "A line in {File} is not whole, as when the program is killed while it writes; nobody was told that it was written.")]
    private partial void LogTorn(string file);

    [LoggerMessage(LogLevel.Error, "A row in {File} cannot be read, as when another version of the program wrote it; it is kept beside it as .refused.")]
    private partial void LogUnread(string file);

    [LoggerMessage(LogLevel.Error, "{Count} final rows in {File} belong to calls that were never opened; they are kept beside it as .refused.")]
    private partial void LogUnopened(int count, string file);

    [LoggerMessage(LogLevel.Error, "A row in {File} is refused by the database; it is kept beside it as .refused.")]
    private partial void LogRefused(string file, Exception refused);
}
