using System.Text.RegularExpressions;

namespace Lanekeeper.Web.Comparing;

/// <summary>Puts lines that were removed beside those added in their place, and marks the words that differ where the two are alike.</summary>
internal static partial class WordMarks
{
    private const int LongestLine = 4_000;
    private const int MostEdits = 400;
    private const double Alike = 0.4;

    public static IEnumerable<DifferenceLine> Of(ReadOnlySpan<string> removed, ReadOnlySpan<string> added, int before, int after)
    {
        var (olds, news) = (new List<DifferenceLine>(removed.Length), new List<DifferenceLine>(added.Length));
        for (var i = 0; i < Math.Max(removed.Length, added.Length); i++)
        {
            var (old, now) = (i < removed.Length ? removed[i] : null, i < added.Length ? added[i] : null);
            var (oldSegments, newSegments) = old is null || now is null ? (Whole(old), Whole(now)) : Compare(old, now);
            if (old is not null)
            {
                olds.Add(new(Side.Removed, before + i + 1, null, oldSegments));
            }

            if (now is not null)
            {
                news.Add(new(Side.Added, null, after + i + 1, newSegments));
            }
        }

        return olds.Concat(news);
    }

    private static (IReadOnlyList<Segment> Before, IReadOnlyList<Segment> After) Compare(string before, string after)
    {
        if (before.Length > LongestLine || after.Length > LongestLine)
        {
            return (Whole(before), Whole(after));
        }

        var (old, now) = (Words(before), Words(after));
        var kept = Myers.Keep<string>(old, now, MostEdits);
        var common = kept.Sum(pair => old[pair.Before].Length);
        return common < Alike * Math.Max(before.Length, after.Length)
            ? (Whole(before), Whole(after))
            : (Mark(old, [.. kept.Select(pair => pair.Before)]), Mark(now, [.. kept.Select(pair => pair.After)]));
    }

    private static Segment[] Whole(string? line) => [new(line ?? "", IsMarked: false)];

    private static List<Segment> Mark(string[] words, HashSet<int> kept)
    {
        var segments = new List<Segment>();
        var start = 0;
        for (var i = 1; i <= words.Length; i++)
        {
            if (i == words.Length || kept.Contains(i) != kept.Contains(start))
            {
                segments.Add(new(string.Concat(words.AsSpan(start..i)), !kept.Contains(start)));
                start = i;
            }
        }

        return segments;
    }

    private static string[] Words(string line) => [.. Word().Matches(line).Select(match => match.Value)];

    [GeneratedRegex(@"\w+|\s+|[^\w\s]", RegexOptions.Singleline)]
    private static partial Regex Word();
}
