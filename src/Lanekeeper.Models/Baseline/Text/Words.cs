using System.Globalization;
using System.Text;

namespace Lanekeeper.Models.Baseline.Text;

/// <summary>The words of a text: lower case, runs of letters, marks and digits; a run of digits is one shape; an ideograph is a word of its own.</summary>
internal static class Words
{
    /// <summary>What stands for any number, so that no order number is mistaken for a topic.</summary>
    public const string Number = "0";

    public static List<string> Of(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsIdeograph(rune))
            {
                End(words, word);
                words.Add(rune.ToString());
            }
            else if (IsPart(rune))
            {
                word.Append(Rune.IsDigit(rune) ? "0" : Rune.ToLowerInvariant(rune).ToString());
            }
            else if (!IsApostrophe(rune))
            {
                End(words, word);
            }
        }

        End(words, word);
        return words;
    }

    private static bool IsPart(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // "can't" and "cant", typed in any of three ways, are one word.
    private static bool IsApostrophe(Rune rune) => rune.Value is '\'' or '’' or '`';

    private static bool IsIdeograph(Rune rune) => rune.Value is >= 0x3040 and <= 0x30FF or >= 0x3400 and <= 0x9FFF or >= 0xAC00 and <= 0xD7A3;

    private static void End(List<string> words, StringBuilder word)
    {
        if (word.Length == 0)
        {
            return;
        }

        var text = word.ToString();
        words.Add(text.AsSpan().Trim('0').IsEmpty ? Number : text);
        word.Clear();
    }
}
