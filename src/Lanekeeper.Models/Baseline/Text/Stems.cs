namespace Lanekeeper.Models.Baseline.Text;

/// <summary>
/// The subject words of a text, cut to what "refund", "refunds", "refunded" and "refunding" share. English endings only (a light stemmer in the manner of
/// Harman 1991): other languages are matched by whole words.
/// </summary>
internal static class Stems
{
    private const int ShortestStem = 3;

    public static List<string> Of(ReadOnlySpan<char> text)
    {
        var words = Words.Of(text);
        words.RemoveAll(word => word.Length < 2 && word[0] < 0x3000 || StopWords.Contains(word));
        return words.ConvertAll(Stem);
    }

    private static string Stem(string word)
    {
        var stem = WithoutPlural(word);
        stem = Without(stem, "ing") ?? Without(stem, "ed") ?? stem;
        return stem.Length > ShortestStem && stem[^1] is 'e' ? stem[..^1] : stem.Length > ShortestStem && stem[^1] is 'y' ? stem[..^1] + "i" : stem;
    }

    private static string WithoutPlural(string word) => word switch
    {
        [.. var stem, 'i', 'e', 's'] when stem.Length >= ShortestStem - 1 => stem + "y",
        [.., 's', 's'] or [.., 'u', 's'] or [.., 'i', 's'] => word,
        [.. var stem, 's'] when stem.Length >= ShortestStem => stem,
        _ => word,
    };

    // "shipping" and "shipped" leave "shipp", which is "ship".
    private static string? Without(string word, string ending)
    {
        if (!word.EndsWith(ending, StringComparison.Ordinal) || word.Length - ending.Length < ShortestStem)
        {
            return null;
        }

        var stem = word[..^ending.Length];
        return stem[^1] == stem[^2] && stem[^1] is not ('l' or 's' or 'z') ? stem[..^1] : stem;
    }
}
