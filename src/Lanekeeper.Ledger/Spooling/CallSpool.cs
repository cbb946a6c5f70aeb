using Lanekeeper.Ledger.Metering;
using Lanekeeper.Ledger.Storing;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Ledger.Spooling;

/// <summary>
/// Where rows of calls are written: the database, or, while it is away, a file on this machine from which they are put in as soon as it is back.
/// <code>
///  rows ──▶ database                 rows ──▶ file ──▶ disk ──▶ told
///             │ away                            │ back
///             └──────────────▶                  └──▶ database, each once, then as before
/// </code>
/// </summary>
internal sealed partial class CallSpool(
    Database database, CallStore store, SpoolReplay replay, MeterBook book, SpoolFolder folder, LedgerOptions options, TimeProvider time, ILogger<CallSpool> logger) : IDisposable
{
    // Each round leaves less behind it than the one before.
    private const int Rounds = 3;

    // Held by whoever writes; rows wait for it while the last file is put in.
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Trouble _writing = new("Rows are written to the spool", time, logger);
    private AwayDesk? _away;

    /// <summary>Whether rows wait here for the database.</summary>
    public bool HasRows => _away is not null || !folder.IsEmpty;

    public async Task<IReadOnlyList<Result<Done>>> WriteAsync(IReadOnlyList<CallEntry> batch, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_away is null)
            {
                try
                {
                    return await store.WriteAsync(batch, cancellationToken);
                }
                catch (Exception away) when (options.Spool is not null && DatabaseFailure.IsUnavailable(away))
                {
                    // It may have been committed all the same; then it is found there when it is put in again.
                    _away = new AwayDesk(book, options.AwayShare);
                    database.ForgetConnections();
                    LogAway(options.Spool, away.Message);
                }
            }

            return await SpoolAsync(new CallBatch(batch, time.GetUtcNow()), _away, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Puts all that waits into the database. What comes meanwhile waits in the next file; callers wait only for the last one.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        var rows = 0;
        for (var round = 1; ; round++)
        {
            IReadOnlyList<string> files;
            await _turn.WaitAsync(cancellationToken);
            try
            {
                folder.Rotate();
                files = folder.Files();
                if (files.Count == 0 || round > Rounds)
                {
                    Return(rows + await ReplayAsync(files, cancellationToken));
                    return;
                }
            }
            finally
            {
                _turn.Release();
            }

            rows += await ReplayAsync(files, cancellationToken);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<int> ReplayAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var rows = 0;
        foreach (var file in files)
        {
            rows += await replay.ReplayAsync(file, cancellationToken);
            File.Delete(file);
        }

        return rows;
    }

    private void Return(int rows)
    {
        if (_away is not null || rows > 0)
        {
            _away = null;
            book.Doubt();
            LogBack(rows);
        }
    }

    private async Task<IReadOnlyList<Result<Done>>> SpoolAsync(CallBatch batch, AwayDesk away, CancellationToken cancellationToken)
    {
        var decision = away.Decide(batch, folder.IsFull);
        try
        {
            await folder.AppendAsync(batch.Entries.Where((_, i) => decision.Answers[i].Problem is null), cancellationToken);
            away.Keep(decision, batch);
            _writing.Over();
            return decision.Answers;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            if (_writing.IsNews(broken))
            {
                LogBroken(options.Spool, broken);
            }

            return [.. batch.Entries.Select(_ => (Result<Done>)LedgerProblems.Unavailable())];
        }
    }

    [LoggerMessage(LogLevel.Error, "The database is away. What calls leave behind is kept in {Folder} until it is back. {Reason}")]
    private partial void LogAway(string? folder, string reason);

    [LoggerMessage(LogLevel.Warning, "The database is back: {Rows} rows that waited are in it.")]
    private partial void LogBack(int rows);

    [LoggerMessage(LogLevel.Error, "The database is away, and {Folder} cannot be written to either.")]
    private partial void LogBroken(string? folder, Exception broken);
}
