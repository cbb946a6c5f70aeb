using Lanekeeper.Storage;

namespace Lanekeeper.Bench.Retrieval;

/// <summary>What plain PostgreSQL does: the same lexemes, an OR query, <c>ts_rank</c> with the length's logarithm, a GIN index.</summary>
internal sealed class TextSearchPeer(Database database)
{
    // In parts, none of which takes longer than a statement may.
    private const int Parts = 20;

    private const string Make =
        """
        drop table if exists public.peer;
        create table public.peer (source text, document text, terms tsvector);
        create index on public.peer using gin (terms) with (fastupdate = off);
        """;

    private const string Fill =
        """
        insert into public.peer
        select source, document, to_tsvector('english', heading || E'\n' || text)
        from retrieval.passage
        where source = @source and abs(hashtext(document)) % @parts = @part
        """;

    private const string Search =
        """
        select document
        from public.peer, (
            select string_agg(quote_literal(lexeme), ' | ')::tsquery as asked
            from unnest(to_tsvector('english', @text))) as question
        where terms @@ asked
        order by ts_rank(terms, asked, 1) desc, document
        limit 10
        """;

    public async Task FillAsync(string source)
    {
        await database.ExecuteAsync(Make, null, CancellationToken.None);
        for (var part = 0; part < Parts; part++)
        {
            await database.ExecuteAsync(Fill, new { source, parts = Parts, part }, CancellationToken.None);
        }

        await database.ExecuteAsync("analyze public.peer", null, CancellationToken.None);
    }

    public Task<IReadOnlyList<string>> SearchAsync(string text) =>
        database.QueryAsync<string>(Search, new { text }, CancellationToken.None);
}
