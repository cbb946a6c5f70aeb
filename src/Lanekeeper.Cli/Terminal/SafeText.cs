using System.Globalization;
using System.Text;

namespace Lanekeeper.Cli.Terminal;

/// <summary>
/// Text from outside (customers, models, other people) made harmless for a terminal: control characters, escape sequences and
/// invisible or direction-changing characters become visible, so that what a reviewer sees is what is there.
/// </summary>
internal static class SafeText
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>One line: every run of white space becomes a blank.</summary>
    public static string Line(string? text)
    {
        var safe = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (!IsBreakOrBlank(rune))
            {
                Append(safe, rune);
            }
            else if (safe.Length > 0 && safe[^1] != ' ')
            {
                safe.Append(' ');
            }
        }

        return safe.ToString().TrimEnd(' ');
    }

    /// <summary>Several lines, split at line feeds; tabs become blanks.</summary>
    public static string Block(string? text)
    {
        var safe = new StringBuilder();
        foreach (var rune in (text ?? "").ReplaceLineEndings("\n").EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '\n':
                    safe.Append('\n');
                    break;
                case '\t':
                    safe.Append("    ");
                    break;
                default:
                    Append(safe, rune);
                    break;
            }
        }

        return safe.ToString();
    }

    private static bool IsBreakOrBlank(Rune rune) => rune.Value is '\n' or '\r' or '\t' or 0x85 or 0x2028 or 0x2029 || Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpaceSeparator;

    private static void Append(StringBuilder safe, Rune rune)
    {
        if (IsVisible(rune))
        {
            safe.Append(rune);
        }
        else
        {
            safe.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}");
        }
    }

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse => false,

        // The two joiners are spelling in many scripts; the others (bidirectional overrides, tags) hide text.
        UnicodeCategory.Format => rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner,
        _ => true,
    };
}
