using System.Globalization;
using System.Text;

namespace Lanekeeper.Cli.Terminal;

/// <summary>How many columns of a terminal a text takes, and cutting and wrapping by them.</summary>
internal static class TextWidth
{
    private const string Ellipsis = "...";

    private static readonly (int First, int Last)[] Wide =
        [(0x1100, 0x115F), (0x2E80, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF), (0x20000, 0x3FFFD)];

    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>At most as wide as asked; what is cut ends in three dots.</summary>
    public static string Fit(string text, int width)
    {
        if (Of(text) <= width)
        {
            return text;
        }

        var dots = Math.Min(Ellipsis.Length, width);
        var (kept, used) = (new StringBuilder(), 0);
        foreach (var rune in text.EnumerateRunes().TakeWhile(rune => (used += Of(rune)) <= width - dots))
        {
            kept.Append(rune);
        }

        return kept.ToString().TrimEnd() + Ellipsis[..dots];
    }

    /// <summary>Breaks at blanks where there are any, else within the word; line feeds stay.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        foreach (var paragraph in text.Split('\n'))
        {
            var indent = paragraph[..(paragraph.Length - paragraph.TrimStart(' ').Length)];
            var line = new StringBuilder(indent.Length < width / 2 ? indent : "");
            var isFresh = true;
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => Pieces(word, width)))
            {
                if (!isFresh && Of(line.ToString()) + 1 + Of(word) > width)
                {
                    yield return line.ToString();
                    line.Clear();
                    isFresh = true;
                }
                else if (isFresh && line.Length + Of(word) > width)
                {
                    line.Clear();
                }

                line.Append(isFresh ? "" : " ").Append(word);
                isFresh = false;
            }

            yield return line.ToString();
        }
    }

    /// <summary>All of a line in pieces of this width, broken behind a blank or one of <c>- / , :</c> where there is one in the piece's second half.</summary>
    public static List<string> Fold(string text, int width)
    {
        var lines = new List<string>();
        var rest = text;
        while (Of(rest) > width)
        {
            var piece = Pieces(rest, width).First();
            var good = piece.LastIndexOfAny([' ', '-', '/', ',', ':']) + 1;
            piece = good > piece.Length / 2 ? piece[..good] : piece;
            lines.Add(piece.TrimEnd());
            rest = rest[piece.Length..].TrimStart();
        }

        lines.Add(rest);
        return lines;
    }

    private static IEnumerable<string> Pieces(string word, int width)
    {
        var (piece, used) = (new StringBuilder(), 0);
        foreach (var rune in word.EnumerateRunes())
        {
            if (used + Of(rune) > width && piece.Length > 0)
            {
                yield return piece.ToString();
                piece.Clear();
                used = 0;
            }

            piece.Append(rune);
            used += Of(rune);
        }

        yield return piece.ToString();
    }

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => Array.Exists(Wide, range => rune.Value >= range.First && rune.Value <= range.Last) ? 2 : 1,
    };
}
