using Lanekeeper.Storage;

namespace Lanekeeper.Retrieval.Storing;

/// <summary>Reads what an index in memory is built of, page by page, all as of one moment.</summary>
internal sealed class IndexStore(Database database)
{
    private const int PageSize = 2000;

    /// <param name="take">Is given the passages ordered by document and position.</param>
    /// <returns>The generation that was read.</returns>
    public Task<long> ReadAsync(string source, Action<IndexedPassage> take, CancellationToken cancellationToken) =>
        database.InTransactionAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync("set transaction isolation level repeatable read, read only", null, cancellationToken);
                var generation = await transaction.FindAsync<long>(Sql.Generation, new { source }, cancellationToken);
                var (document, position) = ("", 0);
                while (true)
                {
                    var page = await transaction.QueryAsync<IndexedPassage>(Sql.Page, new { source, document, position, size = PageSize }, cancellationToken);
                    foreach (var passage in page)
                    {
                        take(passage);
                    }

                    if (page.Count < PageSize)
                    {
                        return generation;
                    }

                    (document, position) = (page[^1].Document, page[^1].Position);
                }
            },
            cancellationToken);

    internal static class Sql
    {
        public const string Generation =
            """
            select generation
            from retrieval.source
            where name = @source
            """;

        // One text for all lexemes of a passage, since the driver makes an object of each text. No lexeme holds a line feed.
        public const string Page =
            """
            select id, document, position, length, array_to_string(lexemes, E'\n') as lexemes, counts
            from retrieval.passage
            where source = @source and (document, position) > (@document, @position)
            order by document, position
            limit @size
            """;
    }
}

/// <param name="Lexemes">A line each, in the order of their counts.</param>
internal sealed record IndexedPassage(Guid Id, string Document, int Position, int Length, string Lexemes, short[] Counts);
