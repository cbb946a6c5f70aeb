using Lanekeeper.Retrieval.Storing;

namespace Lanekeeper.Retrieval.Ranking;

/// <summary>Answers a question: what PostgreSQL makes of it, the ranking in memory, the texts of the best.</summary>
internal sealed class Searcher(SourceStore sources, PassageStore passages, IndexCache cache)
{
    public const int MostTop = 100;
    public const int LongestQuestion = 10_000;

    private const int MostTries = 3;

    public async Task<Result<PassageList>> SearchAsync(PassageQuery query, CancellationToken cancellationToken)
    {
        var names = query.Sources.Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length == 0)
        {
            return RetrievalProblems.NoSource();
        }

        var text = Question.Clean(query.Text, LongestQuestion);
        for (var tries = 1; ; tries++)
        {
            var asked = await sources.AskAsync(names, text, cancellationToken);
            if (asked.Count < names.Length)
            {
                return RetrievalProblems.UnknownSource(names.Except(asked.Select(source => source.Name)));
            }

            var found = await RankAsync([.. asked.OrderBy(source => source.Name, StringComparer.Ordinal)], Math.Clamp(query.Top, 1, MostTop), cancellationToken);

            // A passage that went away between ranking and reading: the index is of yesterday, and the next look finds out.
            if (tries == MostTries || found.All(passage => passage is not null))
            {
                return new PassageList([.. found.OfType<Passage>()]);
            }
        }
    }

    private async Task<IReadOnlyList<Passage?>> RankAsync(IReadOnlyList<AskedSource> asked, int top, CancellationToken cancellationToken)
    {
        if (asked.All(source => source.Lexemes.Length == 0))
        {
            return [];
        }

        var indexes = new (SourceIndex Index, string[] Lexemes)[asked.Count];
        for (var i = 0; i < asked.Count; i++)
        {
            indexes[i] = (await cache.GetAsync(asked[i].Name, asked[i].Generation, cancellationToken), asked[i].Lexemes);
        }

        var hits = Ranker.Rank(indexes, top);
        var ids = hits.Select(hit => indexes[hit.Source].Index.IdOf(hit.Passage)).ToArray();
        var far = ids.Where((id, i) => !indexes[hits[i].Source].Index.Texts.ContainsKey(id)).ToArray();
        var fetched = far.Length == 0 ? [] : (await passages.TakeAsync(far, cancellationToken)).ToDictionary(text => text.Id);
        return [.. hits.Select((hit, i) =>
            (indexes[hit.Source].Index.Texts.GetValueOrDefault(ids[i]) ?? fetched.GetValueOrDefault(ids[i]))?.ToPassage(hit.Score, asked[hit.Source].Trust))];
    }
}
