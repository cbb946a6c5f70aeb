namespace Lanekeeper.Retrieval.Cutting;

/// <summary>Splits a section that is too long for one passage: between paragraphs, else after sentences or lines, else between words.</summary>
internal static class LongText
{
    public const int Longest = 1200;

    // A paragraph's end nearer than this leaves too small a passage; a sentence's end further on is the better place.
    private const int Shortest = Longest / 4;

    public static IEnumerable<Cut> Split(Section section)
    {
        var text = string.Join('\n', section.Lines);
        var line = section.FirstLine;
        for (var at = 0; at < text.Length;)
        {
            var end = text.Length - at <= Longest ? text.Length : at + End(text.AsSpan(at, Longest + 1));
            if (Trim(text, at, end) is { Length: > 0 } kept)
            {
                var first = line + Count(text, at, kept.Start);
                yield return new Cut(section.Heading, text.Substring(kept.Start, kept.Length), first, first + Count(text, kept.Start, kept.Start + kept.Length));
            }

            line += Count(text, at, end);
            at = end;
        }
    }

    /// <param name="window">One character more than may be taken.</param>
    private static int End(ReadOnlySpan<char> window)
    {
        if (ParagraphEnd(window) is var paragraph && paragraph >= Shortest)
        {
            return paragraph;
        }

        if (SentenceEnd(window) is var sentence && sentence >= Shortest)
        {
            return sentence;
        }

        return window[..Longest].LastIndexOfAny(' ', '\n', '\t') is var word and > 0 ? word + 1
            : char.IsHighSurrogate(window[Longest - 1]) ? Longest - 1
            : Longest;
    }

    // A blank line may hold blanks.
    private static int ParagraphEnd(ReadOnlySpan<char> window)
    {
        for (var at = Longest; at > Shortest; at--)
        {
            if (window[at - 1] == '\n' && window[at..].IndexOfAnyExcept(' ', '\t') is var next and >= 0 && window[at + next] == '\n')
            {
                return at;
            }
        }

        return -1;
    }

    private static int SentenceEnd(ReadOnlySpan<char> window)
    {
        for (var at = Longest; at > Shortest; at--)
        {
            if (window[at - 1] == '\n' || (char.IsWhiteSpace(window[at]) && window[at - 1] is '.' or '!' or '?' or '…' or ':' or ';') || window[at - 1] is '。' or '！' or '？')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Blank lines at either end and blanks at the very end are no part of a passage; the indent of a line at its start is.</summary>
    private static (int Start, int Length) Trim(string text, int start, int end)
    {
        var isInLine = start > 0 && text[start - 1] != '\n';
        for (var at = start; at < end && char.IsWhiteSpace(text[at]); at++)
        {
            isInLine &= text[at] != '\n';
            if (isInLine || text[at] == '\n')
            {
                start = at + 1;
            }
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return (start, end - start);
    }

    private static int Count(string text, int from, int to) => text.AsSpan(from, to - from).Count('\n');
}
