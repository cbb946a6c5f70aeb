using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Classifying;

/// <summary>
/// What the classifier sees of a text: its words and pairs of neighbours (block 0), and the pieces of three to five characters inside its words
/// (block 1), which stand up to typing errors, inflection and languages that the examples hold little of. Each feature is a 64-bit hash.
/// </summary>
internal static class Features
{
    public const int Blocks = 2;

    private const int ShortestPiece = 3;
    private const int LongestPiece = 5;
    private const ulong Basis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <returns>For each block how often each feature stands in the text.</returns>
    public static Dictionary<ulong, int>[] Of(ReadOnlySpan<char> text)
    {
        var words = Words.Of(text);
        var whole = new Dictionary<ulong, int>(words.Count * 2);
        var pieces = new Dictionary<ulong, int>(words.Count * 16);
        ulong? before = null;
        foreach (var word in words)
        {
            var hash = OfWord(word);
            Count(whole, hash);
            if (before is { } first)
            {
                Count(whole, (first * Prime ^ hash) * Prime);
            }

            before = hash;
            CountPieces(pieces, word);
        }

        return [whole, pieces];
    }

    /// <summary>The feature that a single word is (Fowler, Noll and Vo's hash, FNV-1a, over UTF-16 code units).</summary>
    public static ulong OfWord(ReadOnlySpan<char> word)
    {
        var hash = Basis;
        foreach (var letter in word)
        {
            hash = (hash ^ letter) * Prime;
        }

        return hash;
    }

    // A word's edges count as characters, so that "card" at the start of a word differs from "card" within one.
    private static void CountPieces(Dictionary<ulong, int> pieces, string word)
    {
        var edged = $" {word} ";
        for (var start = 0; start < edged.Length; start++)
        {
            var hash = ~Basis;
            var end = Math.Min(LongestPiece, edged.Length - start);
            for (var length = 1; length <= end; length++)
            {
                hash = (hash ^ edged[start + length - 1]) * Prime;
                if (length >= ShortestPiece)
                {
                    Count(pieces, hash);
                }
            }
        }
    }

    private static void Count(Dictionary<ulong, int> counts, ulong feature) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, feature, out _)++;
}
