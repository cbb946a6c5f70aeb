namespace Lanekeeper.Project.Reading;

/// <summary>
/// Finds the place in a YAML scalar's spelling from which a place in its value came, by walking both side by side. Where they cannot be
/// laid side by side (a folded text with odd breaks), the nearest place before is given.
/// </summary>
internal static class ScalarOrigin
{
    public static int Of(ReadOnlySpan<char> spelling, string value, int offset)
    {
        var at = SkipHeader(spelling);
        var quote = spelling is ['"' or '\'', ..] ? spelling[0] : '\0';
        for (var i = 0; i < offset && i < value.Length && at < spelling.Length; i++)
        {
            at += Width(spelling[at..], value[i], quote);
        }

        at += quote == '\0' ? SpacesBefore(spelling[at..], offset < value.Length ? value[offset] : '\0') : 0;
        return Math.Min(at, Math.Max(spelling.Length - 1, 0));
    }

    /// <summary>How much of the spelling one character of the value takes.</summary>
    private static int Width(ReadOnlySpan<char> spelling, char value, char quote)
    {
        if (quote == '"' && spelling is ['\\', var escape, ..])
        {
            return escape switch { 'x' => 4, 'u' => 6, 'U' => 10, _ => 2 };
        }

        if (quote == '\'' && spelling is ['\'', '\'', ..])
        {
            return 2;
        }

        var indent = value is ' ' or '\n' ? 0 : SpacesBefore(spelling, value);
        return value is '\n' or ' ' && spelling is ['\r' or '\n', ..] ? Blanks(spelling) : indent + 1;
    }

    // A block text begins behind its header line: "|", ">-", "|2 # comment".
    private static int SkipHeader(ReadOnlySpan<char> spelling)
    {
        if (spelling is ['"' or '\'', ..])
        {
            return 1;
        }

        return spelling is ['|' or '>', ..] && spelling.IndexOf('\n') is >= 0 and var end ? end + 1 : 0;
    }

    private static int SpacesBefore(ReadOnlySpan<char> spelling, char next)
    {
        var spaces = Blanks(spelling);
        return next is not (' ' or '\n' or '\t' or '\0') && spaces < spelling.Length && spelling[spaces] == next ? spaces : 0;
    }

    private static int Blanks(ReadOnlySpan<char> spelling)
    {
        var end = spelling.IndexOfAnyExcept(" \t\r\n");
        return end < 0 ? spelling.Length : end;
    }
}
