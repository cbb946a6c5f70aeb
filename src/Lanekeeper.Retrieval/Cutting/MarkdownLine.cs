namespace Lanekeeper.Retrieval.Cutting;

/// <summary>What a single line of markdown is, in one pass over it whatever it holds.</summary>
internal static class MarkdownLine
{
    /// <returns>The marks that open fenced code, or an empty text.</returns>
    public static string Fence(string line)
    {
        var bare = Bare(line);
        if (bare.IsEmpty || bare[0] is not ('`' or '~'))
        {
            return "";
        }

        var count = Run(bare, bare[0]);
        return count < 3 || (bare[0] == '`' && bare[count..].Contains('`')) ? "" : bare[..count].ToString();
    }

    public static bool IsFenceEnd(string line, string marks)
    {
        var bare = Bare(line).TrimEnd();
        return bare.Length >= marks.Length && Run(bare, marks[0]) == bare.Length;
    }

    /// <returns>The level of a heading that begins with <c>#</c>, or 0.</returns>
    public static int Heading(string line, out string title)
    {
        title = "";
        var bare = Bare(line);
        var level = Run(bare, '#');
        if (level is 0 or > 6 || (bare.Length > level && bare[level] is not (' ' or '\t')))
        {
            return 0;
        }

        var rest = bare[level..].Trim();
        var open = rest.TrimEnd('#');
        title = (open.IsEmpty || open[^1] is ' ' or '\t' ? open.TrimEnd() : rest).ToString();
        return level;
    }

    /// <returns>The level of the heading that a line of <c>===</c> or <c>---</c> makes of the paragraph above it, or 0.</returns>
    public static int Underline(string line)
    {
        var bare = Bare(line).TrimEnd();
        return bare.IsEmpty || bare[0] is not ('=' or '-') || Run(bare, bare[0]) != bare.Length ? 0 : bare[0] == '=' ? 1 : 2;
    }

    public static bool IsRule(string line)
    {
        var bare = Bare(line).Trim();
        return bare.Length >= 3 && bare[0] is '-' or '*' or '_'
            && bare.IndexOfAnyExcept(bare[0], ' ', '\t') < 0 && bare.Count(bare[0]) >= 3;
    }

    /// <summary>A quote, a row of a table, an item of a list or a rule: never a paragraph that may become a heading.</summary>
    public static bool OpensOther(string line)
    {
        var bare = Bare(line);
        if (bare.IsEmpty)
        {
            return false;
        }

        var digits = bare.IndexOfAnyExceptInRange('0', '9');
        var mark = digits is > 0 and <= 9 && bare[digits] is '.' or ')' ? digits : bare[0] is '-' or '+' or '*' ? 0 : -1;
        var isItem = mark >= 0 && (bare.Length == mark + 1 || bare[mark + 1] is ' ' or '\t');
        return bare[0] is '>' or '|' || isItem || IsRule(line);
    }

    // Four blanks or a tab make code of whatever follows them.
    private static ReadOnlySpan<char> Bare(string line)
    {
        var bare = line.AsSpan().TrimStart(' ');
        return line.Length - bare.Length > 3 ? [] : bare;
    }

    private static int Run(ReadOnlySpan<char> text, char mark) => text.IndexOfAnyExcept(mark) is var end and >= 0 ? end : text.Length;
}
