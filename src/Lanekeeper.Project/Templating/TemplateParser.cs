using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Templating;

/// <summary>Takes a template apart in one pass; after a fault it goes on behind it, so that all faults are found.</summary>
internal sealed class TemplateParser(string text, List<TemplateFault> faults)
{
    private readonly LineCounter _lines = new(text);
    private int _at;

    public List<string> Literals { get; } = [];

    public List<TemplatePath> Paths { get; } = [];

    public void Run()
    {
        var literal = 0;
        while (text.IndexOf("{{", _at, StringComparison.Ordinal) is >= 0 and var open)
        {
            _at = open + 2;
            if (ReadPath() is { } path)
            {
                Literals.Add(text[literal..open]);
                Paths.Add(path);
                literal = _at;
            }
        }

        Literals.Add(text[literal..]);
    }

    private TemplatePath? ReadPath()
    {
        SkipSpaces();
        var start = _at;
        var segments = new List<string>();
        if (!TryReadSegments(segments))
        {
            return null;
        }

        var path = text[start.._at];
        SkipSpaces();
        if (!text.AsSpan(_at).StartsWith("}}"))
        {
            return Fail(_at, $"after `{path}` there is {Found(_at)}; expected `}}}}` (a template holds paths only, no code)");
        }

        _at += 2;
        var (line, column) = _lines.At(start);
        return new(path, segments, line, column) { Offset = start };
    }

    private bool TryReadSegments(List<string> segments)
    {
        if (!TryReadName(segments))
        {
            return false;
        }

        while (_at < text.Length && text[_at] is '.' or '[')
        {
            if (text[_at++] == '.' ? !TryReadName(segments) : !TryReadIndex(segments))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryReadName(List<string> segments)
    {
        var start = _at;
        while (_at < text.Length && IsNamePart(text[_at], first: _at == start))
        {
            _at++;
        }

        if (_at == start)
        {
            Fail(start, $"found {Found(start)} where a name was expected, as in `{{{{ input.subject }}}}`");
            return false;
        }

        segments.Add(text[start.._at]);
        return true;
    }

    private bool TryReadIndex(List<string> segments)
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }

        if (_at == start || _at - start > 6 || _at == text.Length || text[_at] != ']')
        {
            Fail(start, $"found {Found(start)} where the number of a list item was expected, as in `[0]`");
            return false;
        }

        segments.Add(text[start.._at++].TrimStart('0') is { Length: > 0 } digits ? digits : "0");
        return true;
    }

    private TemplatePath? Fail(int offset, string message)
    {
        faults.Add(new(Math.Min(offset, Math.Max(text.Length - 1, 0)), message));
        return null;
    }

    private string Found(int offset) => offset >= text.Length ? "the end of the text" : $"`{text[offset]}`";

    private void SkipSpaces()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    private static bool IsNamePart(char c, bool first) => char.IsAsciiLetter(c) || c == '_' || (!first && (char.IsAsciiDigit(c) || c == '-'));
}
