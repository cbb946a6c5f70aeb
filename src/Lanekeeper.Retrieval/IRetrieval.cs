using Lanekeeper.Permissions;

namespace Lanekeeper.Retrieval;

/// <summary>The door of sources: what a workflow may read, cut into passages and found again by BM25.</summary>
public interface IRetrieval
{
    /// <summary>Makes the index of a source equal to the documents given; unchanged documents are not indexed again, missing ones are removed.</summary>
    Task<Result<SyncReport>> SyncAsync(Actor actor, SyncSource request, CancellationToken cancellationToken);

    Task<Result<Page<SourceState>>> ListAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>The best passages of the named sources, best first. For runs: the caller has checked that the workflow may read them.</summary>
    Task<Result<PassageList>> SearchAsync(PassageQuery query, CancellationToken cancellationToken);

    /// <summary>One passage with its whole text, for a citation that somebody opens.</summary>
    Task<Result<Passage>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>One passage among its neighbours, as its document has them now, for somebody who checks a citation.</summary>
    Task<Result<PassageInDocument>> ReadAroundAsync(Actor actor, Guid id, CancellationToken cancellationToken);
}

/// <param name="Language">A PostgreSQL text search configuration.</param>
public sealed record SyncSource(string Name, string Owner, Trust Trust, string Language, IReadOnlyList<SourceDocument> Documents);

/// <param name="Path">From the source's folder, with forward slashes; <c>.md</c> files are cut by their headings.</param>
public sealed record SourceDocument(string Path, string Text);

public sealed record SyncReport(string Source, int Documents, int Indexed, int Unchanged, int Removed, int Passages);

public sealed record SourceState(string Name, string Owner, Trust Trust, string Language, int Documents, int Passages, DateTimeOffset SyncedAt);

public sealed record PassageQuery(IReadOnlyList<string> Sources, string Text, int Top);

public sealed record PassageList(IReadOnlyList<Passage> Passages);

/// <param name="Heading">The headings above it, outermost first, joined by <c> > </c>.</param>
/// <param name="Score">BM25; 0 when it was not searched for.</param>
public sealed record Passage(Guid Id, string Source, string Document, string Heading, string Text, double Score, Trust Trust, int StartLine, int EndLine);

/// <param name="Source">Whose document it is.</param>
/// <param name="Cited">The passage that was asked for.</param>
/// <param name="Around">It and at most <see cref="MostAround"/> passages before and after it, in the document's order.</param>
public sealed record PassageInDocument(SourceState Source, Passage Cited, IReadOnlyList<Passage> Around)
{
    public const int MostAround = 10;
}
