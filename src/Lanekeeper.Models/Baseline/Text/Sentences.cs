using System.Text;
using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Baseline.Text;

/// <summary>The sentences of a markdown or plain text, without its markup. A list item or a table row is a sentence of its own; headings are none.</summary>
internal static partial class Sentences
{
    private const int Longest = 600;
    private const int LongestText = 50_000;

    public static List<string> Of(string text)
    {
        var sentences = new List<string>();
        var block = new StringBuilder();
        foreach (var raw in text.AsSpan(0, Math.Min(text.Length, LongestText)).ToString().Split('\n'))
        {
            var line = raw.Trim();
            var begins = BlockStart().IsMatch(line);
            if (line.Length == 0 || begins)
            {
                End(block, sentences);
            }

            if (!IsFurniture(line))
            {
                block.Append(block.Length > 0 ? " " : "").Append(Plain(line));
            }
        }

        End(block, sentences);
        return sentences;
    }

    private static bool IsFurniture(string line) => line.StartsWith('#') || Rule().IsMatch(line);

    private static string Plain(string line)
    {
        var plain = BlockStart().Replace(line, "");
        plain = Link().Replace(plain, "$1");
        plain = Emphasis().Replace(plain, "");
        return new string([.. plain.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
    }

    private static void End(StringBuilder block, List<string> sentences)
    {
        var text = block.ToString();
        block.Clear();
        var start = 0;
        foreach (var end in Ends(text))
        {
            Add(text[start..end], sentences);
            start = end;
        }

        Add(text[start..], sentences);
    }

    private static IEnumerable<int> Ends(string text)
    {
        foreach (Match end in Stop().Matches(text))
        {
            var next = end.Index + end.Length;
            if (!Abbreviation().IsMatch(text.AsSpan(Math.Max(0, end.Index - 8), end.Index - Math.Max(0, end.Index - 8))) && next < text.Length && !char.IsLower(text[next]))
            {
                yield return next;
            }
        }
    }

    private static void Add(string sentence, List<string> sentences)
    {
        sentence = sentence.Trim();
        if (sentence.Any(char.IsLetter))
        {
            sentences.Add(sentence.Length <= Longest ? sentence : Cut.AtWord(sentence, Longest));
        }
    }

    [GeneratedRegex(@"^(?:[-*+•>|]|\d{1,3}[.)])\s+")]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"^[-=*_|: ]{3,}$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"!?\[([^\[\]]*)\]\([^()]*\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*|__|`")]
    private static partial Regex Emphasis();

    [GeneratedRegex("[.!?…。！？][\"'”’)\\]]*(?:\\s+|(?<=[。！？]))")]
    private static partial Regex Stop();

    [GeneratedRegex(@"(?:^|[\s(])(?:e\.g|i\.e|mr|mrs|ms|dr|no|nr|st|vs|approx|incl|excl|etc|art|fig|[a-z])$", RegexOptions.IgnoreCase)]
    private static partial Regex Abbreviation();
}
