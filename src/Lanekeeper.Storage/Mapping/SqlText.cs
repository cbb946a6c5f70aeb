namespace Lanekeeper.Storage.Mapping;

/// <summary>Just enough of PostgreSQL's lexer to know what is code and what is quoted.</summary>
internal static class SqlText
{
    /// <returns>The index behind the quoted text or comment that begins at <paramref name="at"/>, or <paramref name="at"/> where none begins.</returns>
    public static int SkipQuoted(string sql, int at) => sql[at] switch
    {
        '\'' => SkipString(sql, at + 1, '\'', escapes: at > 0 && sql[at - 1] is 'e' or 'E' && (at < 2 || !IsNameChar(sql[at - 2]))),
        '"' => SkipString(sql, at + 1, '"', escapes: false),
        '-' when Follows(sql, at, "--") => IndexAfter(sql, "\n", at),
        '/' when Follows(sql, at, "/*") => SkipComment(sql, at),
        '$' when at == 0 || !IsNameChar(sql[at - 1]) => SkipDollarQuoted(sql, at),
        _ => at,
    };

    public static bool IsNameChar(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' || c > 127;

    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c is '_';

    /// <summary>The statements of a script, cut at the semicolons outside quotes.</summary>
    public static IReadOnlyList<string> Split(string script)
    {
        var statements = new List<string>();
        var start = 0;
        for (var at = 0; at <= script.Length;)
        {
            if (at == script.Length || script[at] == ';')
            {
                Add(statements, script[start..at]);
                start = ++at;
            }
            else
            {
                var behind = SkipQuoted(script, at);
                at = behind > at ? behind : at + 1;
            }
        }

        return statements;
    }

    private static void Add(List<string> statements, string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var behind = text[at] is '-' or '/' ? SkipQuoted(text, at) : at;
            if (behind == at && !char.IsWhiteSpace(text[at]))
            {
                statements.Add(text.Trim());
                return;
            }

            at = Math.Max(behind, at + 1);
        }
    }

    private static int SkipString(string sql, int at, char quote, bool escapes)
    {
        while (at < sql.Length)
        {
            if (escapes && sql[at] == '\\')
            {
                at += 2;
            }
            else if (sql[at] != quote)
            {
                at++;
            }
            else if (at + 1 < sql.Length && sql[at + 1] == quote)
            {
                at += 2;
            }
            else
            {
                return at + 1;
            }
        }

        return sql.Length;
    }

    private static int SkipComment(string sql, int at)
    {
        var depth = 0;
        while (at < sql.Length)
        {
            if (Follows(sql, at, "/*"))
            {
                depth++;
                at += 2;
            }
            else if (Follows(sql, at, "*/"))
            {
                at += 2;
                if (--depth == 0)
                {
                    return at;
                }
            }
            else
            {
                at++;
            }
        }

        return sql.Length;
    }

    private static int SkipDollarQuoted(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && IsNameChar(sql[end]))
        {
            end++;
        }

        var isTag = end < sql.Length && sql[end] == '$' && (end == at + 1 || !char.IsAsciiDigit(sql[at + 1]));
        return isTag ? IndexAfter(sql, sql[at..(end + 1)], end + 1) : at;
    }

    private static bool Follows(string sql, int at, string text) => string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;

    private static int IndexAfter(string sql, string text, int from)
    {
        var found = sql.IndexOf(text, from, StringComparison.Ordinal);
        return found < 0 ? sql.Length : found + text.Length;
    }
}
