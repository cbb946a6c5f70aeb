using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Supporting;

/// <summary>
/// The sentences that best support an answer: BM25 over the sentences (Robertson and Zaragoza 2009), the passage's own rank and the sentence's place in
/// it, and maximal marginal relevance against saying a thing twice (Carbonell and Goldstein 1998). Empty where nothing supports one.
/// </summary>
internal static class Evidence
{
    private const double K1 = 1.2;
    private const double B = 0.75;
    private const double TitleShare = 0.5;
    private const double AroundShare = 0.5;
    private const double UnknownShare = 0.5;
    private const double RankPenalty = 0.15;
    private const double LeadBonus = 1.1;
    private const double WorthOfBest = 0.45;
    private const double Relevance = 0.7;
    private const int LongestQuestion = 4_000;

    // Support means two of the question's subject words, or one that is the passage's own subject too, and a fifth of the weight of the eight weightiest.
    private const int FewestMatches = 2;
    private const int WeightiestWords = 8;
    private const double SmallestCoverage = 0.2;

    public static IReadOnlyList<Support> Find(string question, IReadOnlyList<Sentence> sentences, int most)
    {
        var words = Stems.Of(question.AsSpan(0, Math.Min(question.Length, LongestQuestion)))
            .Where(word => !word.Any(char.IsAsciiDigit)).Distinct(StringComparer.Ordinal).ToList();
        if (words.Count == 0 || sentences.Count == 0)
        {
            return [];
        }

        var weights = words.ToDictionary(word => word, word => Weight(word, sentences), StringComparer.Ordinal);
        var average = Math.Max(1, sentences.Average(sentence => sentence.Own.Values.Sum()));
        var enough = SmallestCoverage * weights.Values.OrderDescending().Take(WeightiestWords).Sum();
        var scored = sentences.Where(sentence => IsSupport(sentence, weights, enough))
            .Select(sentence => new Support(sentence, Score(sentence, weights, average)))
            .OrderByDescending(support => support.Score).ThenBy(support => support.Sentence.Passage).ThenBy(support => support.Sentence.Position)
            .ToList();
        return Diverse(scored, most);
    }

    private static double Weight(string word, IReadOnlyList<Sentence> sentences)
    {
        var holding = sentences.Count(sentence => sentence.Own.ContainsKey(word));
        var weight = Math.Log(1 + (sentences.Count - holding + 0.5) / (holding + 0.5));
        return holding > 0 ? weight : weight * UnknownShare;
    }

    private static bool IsSupport(Sentence sentence, Dictionary<string, double> weights, double enough)
    {
        var (own, matches, covered) = (0, 0, 0.0);
        foreach (var (word, weight) in weights)
        {
            var (inOwn, inTitle) = (sentence.Own.ContainsKey(word), sentence.Title.Contains(word));
            var share = inOwn || inTitle ? 1 : sentence.Around.Contains(word) ? AroundShare : 0;
            own += inOwn ? 1 : 0;
            matches += inOwn && inTitle ? 2 : share > 0 ? 1 : 0;
            covered += share * weight;
        }

        return own > 0 && matches >= Math.Min(FewestMatches, weights.Count) && covered >= enough;
    }

    private static double Score(Sentence sentence, Dictionary<string, double> weights, double average)
    {
        var length = K1 * (1 - B + B * sentence.Own.Values.Sum() / average);
        var score = 0.0;
        foreach (var (word, weight) in weights)
        {
            var times = sentence.Own.GetValueOrDefault(word) + (sentence.Title.Contains(word) ? TitleShare : 0);
            score += weight * times * (K1 + 1) / (times + length);
        }

        return score / (1 + RankPenalty * Math.Max(sentence.Passage - 1, 0)) * (sentence.Position == 0 ? LeadBonus : 1);
    }

    private static List<Support> Diverse(List<Support> scored, int most)
    {
        var chosen = new List<Support>();
        var left = scored.Where(support => support.Score >= WorthOfBest * scored[0].Score).ToList();
        while (left.Count > 0 && chosen.Count < most)
        {
            var best = left.MaxBy(support => Relevance * support.Score / scored[0].Score - (1 - Relevance) * Nearest(support, chosen))!;
            left.Remove(best);
            if (Nearest(best, chosen) < Relevance)
            {
                chosen.Add(best);
            }
        }

        return chosen;
    }

    private static double Nearest(Support support, List<Support> chosen) => chosen.Select(other => Likeness(support.Sentence, other.Sentence)).DefaultIfEmpty(0).Max();

    private static double Likeness(Sentence one, Sentence other)
    {
        var shared = one.Own.Keys.Count(other.Own.ContainsKey);
        var all = one.Own.Count + other.Own.Count - shared;
        return all == 0 ? 1 : (double)shared / all;
    }
}
