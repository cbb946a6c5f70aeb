using System.Globalization;
using System.Text;

namespace Lanekeeper.Web.Controls;

/// <summary>Text that someone else wrote, so that all of it can be seen.</summary>
public static class Foreign
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>
    /// Control characters become their pictures (<c>␀</c>), but for tabs and line breaks; what is invisible or turns the direction of text becomes its number
    /// (<c>\u{202e}</c>), as at the terminal.
    /// </summary>
    public static string Visible(string text)
    {
        var at = 0;
        while (at < text.Length && IsPlain(text[at]))
        {
            at++;
        }

        if (at == text.Length)
        {
            return text;
        }

        var seen = new StringBuilder(text, 0, at, text.Length + 16);
        foreach (var rune in text.AsSpan(at).EnumerateRunes())
        {
            Append(seen, rune);
        }

        return seen.ToString();
    }

    /// <summary>Whether nobody sees it, or it turns the text around it; the two joiners are spelling in many scripts.</summary>
    public static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse => true,
        UnicodeCategory.Format => rune.Value is not (ZeroWidthJoiner or ZeroWidthNonJoiner),
        _ => false,
    };

    // Most text is, and is not copied.
    private static bool IsPlain(char character) => character is '\t' or '\n' or '\r' or (>= ' ' and < '\u007f') or (> '\u00ad' and < '\u0600') or (>= '\u3000' and < '\ud800');

    private static void Append(StringBuilder seen, Rune rune)
    {
        switch (rune.Value)
        {
            case '\t' or '\n' or '\r':
                seen.Append((char)rune.Value);
                break;
            case < ' ':
                seen.Append((char)('\u2400' + rune.Value));
                break;
            case '\u007f':
                seen.Append('\u2421');
                break;
            default:
                _ = IsHidden(rune) ? seen.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}") : seen.Append(rune);
                break;
        }
    }
}
