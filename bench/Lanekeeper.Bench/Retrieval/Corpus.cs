namespace Lanekeeper.Bench.Retrieval;

/// <summary>Many passages out of few: the documents again and again, each time with other words changed.</summary>
internal static class Corpus
{
    private const int Longest = 1200;
    private const double Changed = 0.2;
    private const int QuestionWords = 8;

    public static IReadOnlyList<(string Title, string Text)> Make(IReadOnlyList<JudgedSet> sets, int count, Random random)
    {
        var documents = sets.SelectMany(set => set.Documents).ToList();
        var words = documents.SelectMany(document => document.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        return [.. Enumerable.Range(0, count).Select(i => documents[i % documents.Count]).Select(document => (document.Title, Alter(document.Text, words, random)))];
    }

    /// <summary>Eight longer words of a passage, anywhere in it.</summary>
    public static string Question(string text, Random random)
    {
        var words = text.Split(' ').Where(word => word.Length > 3).Distinct(StringComparer.Ordinal).ToArray();
        random.Shuffle(words);
        return string.Join(' ', words.Take(QuestionWords));
    }

    private static string Alter(string text, string[] words, Random random)
    {
        var altered = string.Join(' ', text.Split(' ').Select(word => random.NextDouble() < Changed ? words[random.Next(words.Length)] : word));
        return altered.Length > Longest ? altered[..Longest] : altered;
    }
}
