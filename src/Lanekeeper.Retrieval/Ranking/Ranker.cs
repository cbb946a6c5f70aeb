using System.Buffers;

namespace Lanekeeper.Retrieval.Ranking;

/// <summary>Ranks the passages of several sources as if they were one.</summary>
internal static class Ranker
{
    public const int MostLexemes = 64;

    /// <param name="asked">Each source's index with the question's lexemes in the source's language, ordered by the sources' names.</param>
    public static IReadOnlyList<Hit> Rank(IReadOnlyList<(SourceIndex Index, string[] Lexemes)> asked, int top)
    {
        var passages = asked.Sum(source => source.Index.Count);
        var total = asked.Sum(source => source.Index.TotalLength);
        var lexemes = Choose(asked, passages);
        if (lexemes.Count == 0)
        {
            return [];
        }

        var norm = Bm25.Norm((double)total / passages);
        var best = new BestOf(top);
        for (var i = 0; i < asked.Count; i++)
        {
            Rank(asked[i].Index, i, lexemes.Where(lexeme => asked[i].Lexemes.Contains(lexeme.Text)), norm, best);
        }

        return best.Hits;
    }

    /// <summary>The question's lexemes that occur, of too many the rarest; in an order of their own, so that sums are always rounded alike.</summary>
    private static List<(string Text, double Idf)> Choose(IReadOnlyList<(SourceIndex Index, string[] Lexemes)> asked, int passages) =>
        [.. asked.SelectMany(source => source.Lexemes).Distinct(StringComparer.Ordinal)
            .Select(text => (Text: text, Count: asked.Sum(source => source.Index.CountOf(text))))
            .Where(lexeme => lexeme.Count > 0)
            .OrderBy(lexeme => lexeme.Count).ThenBy(lexeme => lexeme.Text, StringComparer.Ordinal)
            .Take(MostLexemes)
            .Select(lexeme => (lexeme.Text, Bm25.Idf(passages, lexeme.Count)))];

    private static void Rank(SourceIndex index, int source, IEnumerable<(string Text, double Idf)> lexemes, (double, double) norm, BestOf best)
    {
        var rented = ArrayPool<double>.Shared.Rent(index.Count);
        var scores = rented.AsSpan(0, index.Count);
        scores.Clear();
        foreach (var (text, idf) in lexemes)
        {
            index.Score(text, idf, norm, scores);
        }

        for (var passage = 0; passage < scores.Length; passage++)
        {
            if (scores[passage] > best.Threshold)
            {
                best.Add(new Hit(source, passage, scores[passage]));
            }
        }

        ArrayPool<double>.Shared.Return(rented);
    }
}
