using Lanekeeper.Permissions;
using Lanekeeper.Retrieval.Cutting;
using Lanekeeper.Storage;

namespace Lanekeeper.Retrieval.Storing;

/// <summary>Reads and writes <c>retrieval.passage</c>.</summary>
internal sealed class PassageStore(Database database)
{
    public Task<FoundPassage?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.FindAsync<FoundPassage>(Sql.Find, new { id }, cancellationToken);

    public Task<IReadOnlyList<FoundPassage>> TakeAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        database.QueryAsync<FoundPassage>(Sql.Take, new { ids }, cancellationToken);

    /// <returns>The passage and its neighbours, in the document's order.</returns>
    public Task<IReadOnlyList<FoundPassage>> ReadAroundAsync(Guid id, int most, CancellationToken cancellationToken) =>
        database.QueryAsync<FoundPassage>(Sql.ReadAround, new { id, most }, cancellationToken);

    public static Task AddAsync(
        DatabaseTransaction transaction, string source, string language, IReadOnlyList<NewPassage> passages, CancellationToken cancellationToken) =>
        transaction.ExecuteAsync(
            Sql.Add,
            new
            {
                source,
                language,
                ids = passages.Select(passage => passage.Id).ToArray(),
                documents = passages.Select(passage => passage.Document).ToArray(),
                positions = passages.Select(passage => passage.Position).ToArray(),
                headings = passages.Select(passage => passage.Cut.Heading).ToArray(),
                texts = passages.Select(passage => passage.Cut.Text).ToArray(),
                starts = passages.Select(passage => passage.Cut.StartLine).ToArray(),
                ends = passages.Select(passage => passage.Cut.EndLine).ToArray(),
            },
            cancellationToken);

    internal static class Sql
    {
        private const string Columns = "p.id, p.source, p.document, p.heading, p.text, p.start_line, p.end_line, s.trust";

        public const string Find =
            $"""
            select {Columns}
            from retrieval.passage p join retrieval.source s on s.name = p.source
            where p.id = @id
            """;

        public const string Take =
            $"""
            select {Columns}
            from retrieval.passage p join retrieval.source s on s.name = p.source
            where p.id = any(@ids)
            """;

        public const string ReadAround =
            $"""
            select {Columns}
            from retrieval.passage cited
            join retrieval.passage p
                on p.source = cited.source and p.document = cited.document and p.position between cited.position - @most and cited.position + @most
            join retrieval.source s on s.name = p.source
            where cited.id = @id
            order by p.position
            """;

        // A lexeme's count is that of its positions, of which PostgreSQL keeps 255.
        public const string Add =
            """
            insert into retrieval.passage (id, source, document, position, heading, text, start_line, end_line, length, lexemes, counts)
            select given.id, @source, given.document, given.position, given.heading, given.text, given.start_line, given.end_line,
                   coalesce(terms.length, 0), coalesce(terms.lexemes, '{}'), coalesce(terms.counts, '{}')
            from unnest(@ids::uuid[], @documents::text[], @positions::integer[], @headings::text[], @texts::text[], @starts::integer[], @ends::integer[])
                     as given (id, document, position, heading, text, start_line, end_line)
            cross join lateral (
                select sum(cardinality(positions)) as length, array_agg(lexeme) as lexemes, array_agg(cardinality(positions)::smallint) as counts
                from unnest(to_tsvector(@language::regconfig, given.heading || E'\n' || given.text))) as terms
            """;
    }
}

internal sealed record FoundPassage(Guid Id, string Source, string Document, string Heading, string Text, int StartLine, int EndLine, Trust Trust)
{
    public Passage ToPassage(double score, Trust trust) => new(Id, Source, Document, Heading, Text, score, trust, StartLine, EndLine);
}

internal readonly record struct NewPassage(Guid Id, string Document, int Position, Cut Cut);
