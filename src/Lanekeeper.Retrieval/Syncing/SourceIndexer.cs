using System.Security.Cryptography;
using System.Text;
using Lanekeeper.Retrieval.Cutting;
using Lanekeeper.Retrieval.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Retrieval.Syncing;

/// <summary>Makes what is stored of a source equal to its documents, in one transaction; only what changed is cut and indexed.</summary>
internal sealed partial class SourceIndexer(Database database, SourceStore sources, TimeProvider time, ILogger<SourceIndexer> logger)
{
    private const int BatchPassages = 500;
    private const int BatchCharacters = 2_000_000;

    public Task<Result<SyncReport>> SyncAsync(SyncSource source, CancellationToken cancellationToken) =>
        SyncAsync(source, Cutter.Version, Cutter.Cut, cancellationToken);

    /// <param name="way">A name for the way of cutting, part of the documents' hashes.</param>
    public async Task<Result<SyncReport>> SyncAsync(
        SyncSource source, string way, Func<SourceDocument, IReadOnlyList<Cut>> cut, CancellationToken cancellationToken)
    {
        if (SyncRules.Faults(source) is { Count: > 0 } faults)
        {
            return RetrievalProblems.Invalid(source.Name, faults);
        }

        var known = await sources.LanguagesAsync(cancellationToken);
        if (!known.Contains(source.Language))
        {
            return RetrievalProblems.UnknownLanguage(source.Name, source.Language, known);
        }

        var result = await database.InTransactionAsync(transaction => SyncAsync(transaction, source, way, cut, cancellationToken), cancellationToken);
        if (result.Succeeded(out var report, out _))
        {
            LogSynced(report.Source, report.Indexed, report.Removed, report.Unchanged, report.Passages);
        }

        return result;
    }

    private async Task<Result<SyncReport>> SyncAsync(
        DatabaseTransaction transaction, SyncSource source, string way, Func<SourceDocument, IReadOnlyList<Cut>> cut, CancellationToken cancellationToken)
    {
        await SourceStore.LockAsync(transaction, source.Name, cancellationToken);
        var stored = (await SourceStore.DocumentsAsync(transaction, source.Name, cancellationToken)).ToDictionary(document => document.Path, document => document.Hash, StringComparer.Ordinal);
        var given = source.Documents.ToDictionary(document => document.Path, document => HashOf(document, source.Language, way), StringComparer.Ordinal);
        var changed = source.Documents.Where(document => stored.GetValueOrDefault(document.Path) != given[document.Path]).ToList();
        if (changed.Where(document => HasTooMany(document, cut)).Select(TooMany).ToList() is { Count: > 0 } faults)
        {
            return RetrievalProblems.Invalid(source.Name, faults);
        }

        var removed = stored.Keys.Where(path => !given.ContainsKey(path)).ToList();
        await SourceStore.PutAsync(transaction, source, time.GetUtcNow(), cancellationToken);
        await SourceStore.DeleteAsync(transaction, source.Name, [.. removed, .. changed.Select(document => document.Path).Where(stored.ContainsKey)], cancellationToken);
        await SourceStore.AddAsync(transaction, source.Name, [.. changed.Select(document => new StoredDocument(document.Path, given[document.Path]))], cancellationToken);
        foreach (var batch in Batches(changed, cut))
        {
            await PassageStore.AddAsync(transaction, source.Name, source.Language, batch, cancellationToken);
        }

        var passages = changed.Count + removed.Count > 0
            ? await SourceStore.ChangedAsync(transaction, source.Name, cancellationToken)
            : await SourceStore.PassagesAsync(transaction, source.Name, cancellationToken);
        return new SyncReport(source.Name, source.Documents.Count, changed.Count, source.Documents.Count - changed.Count, removed.Count, passages);
    }

    private IEnumerable<IReadOnlyList<NewPassage>> Batches(IReadOnlyList<SourceDocument> documents, Func<SourceDocument, IReadOnlyList<Cut>> cut)
    {
        var batch = new List<NewPassage>();
        var characters = 0;
        foreach (var document in documents)
        {
            foreach (var (position, piece) in cut(document).Index())
            {
                batch.Add(new NewPassage(Id.New(time), document.Path, position + 1, piece));
                characters += piece.Text.Length;
                if (batch.Count == BatchPassages || characters > BatchCharacters)
                {
                    yield return batch;
                    (batch, characters) = ([], 0);
                }
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static string HashOf(SourceDocument document, string language, string way)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{way}\n{language}\n"));
        hash.AppendData(Encoding.UTF8.GetBytes(document.Text));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A passage has a line of its own or is long, so that a shorter document need not be cut to know.
    private static bool HasTooMany(SourceDocument document, Func<SourceDocument, IReadOnlyList<Cut>> cut) =>
        document.Text.Length > 2 * Cutter.MostPassages && cut(document).Count > Cutter.MostPassages;

    private static string TooMany(SourceDocument document) =>
        $"{document.Path} has more than {Cutter.MostPassages} passages. Split it, or take out headings.";

    [LoggerMessage(LogLevel.Information, "Source {Source}: {Indexed} documents indexed, {Removed} removed, {Unchanged} unchanged; {Passages} passages.")]
    private partial void LogSynced(string source, int indexed, int removed, int unchanged, int passages);
}
