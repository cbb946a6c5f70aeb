namespace Lanekeeper.Retrieval.Cutting;

/// <summary>Finds the sections of a markdown document, as CommonMark reads headings and fenced code. Front matter is left out.</summary>
internal sealed class Markdown
{
    // A longer one is no heading that helps a reader: it stays in the text.
    private const int LongestHeading = 200;

    private readonly IReadOnlyList<string> _lines;
    private readonly List<Section> _sections = [];
    private readonly List<(int Level, string Title)> _path = [];

    // The open section: where its heading and its text begin, and where the paragraph begins that a line of === or --- would make a heading.
    private int _heading = -1;
    private int _text;
    private int _paragraph = -1;

    private Markdown(IReadOnlyList<string> lines) => _lines = lines;

    public static IReadOnlyList<Section> Sections(IReadOnlyList<string> lines)
    {
        var markdown = new Markdown(lines);
        markdown.Read(FrontMatterEnd(lines));
        return markdown._sections;
    }

    private static int FrontMatterEnd(IReadOnlyList<string> lines)
    {
        if (lines[0].TrimEnd() != "---")
        {
            return 0;
        }

        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].TrimEnd() is "---" or "...")
            {
                return i + 1;
            }
        }

        return 0;
    }

    private void Read(int from)
    {
        _text = from;
        for (var i = from; i < _lines.Count && _sections.Count <= Cutter.MostPassages; i++)
        {
            if (MarkdownLine.Fence(_lines[i]) is { Length: > 0 } marks)
            {
                _paragraph = -1;
                i = FenceEnd(i, marks);
            }
            else if (MarkdownLine.Heading(_lines[i], out var title) is var level and > 0 && title.Length <= LongestHeading)
            {
                Open(i, i + 1, level, title);
            }
            else if (_paragraph >= 0 && MarkdownLine.Underline(_lines[i]) is var under and > 0 && TitleUpTo(i) is { } lines)
            {
                Open(_paragraph, i + 1, under, lines);
            }
            else
            {
                TrackParagraph(i);
            }
        }

        Close(_lines.Count, nextLevel: 0);
    }

    private int FenceEnd(int start, string marks)
    {
        var end = start + 1;
        while (end < _lines.Count && !MarkdownLine.IsFenceEnd(_lines[end], marks))
        {
            end++;
        }

        return end;
    }

    private string? TitleUpTo(int underline)
    {
        var length = 0;
        for (var i = _paragraph; i < underline && length <= LongestHeading; i++)
        {
            length += _lines[i].Length + 1;
        }

        return length > LongestHeading ? null : string.Join(' ', _lines.Skip(_paragraph).Take(underline - _paragraph).Select(line => line.Trim()));
    }

    private void TrackParagraph(int line)
    {
        var text = _lines[line];
        if (string.IsNullOrWhiteSpace(text) || MarkdownLine.OpensOther(text))
        {
            _paragraph = -1;
        }
        else if (_paragraph < 0 && Continues(line))
        {
            _paragraph = line;
        }
    }

    // Text right below a list item, a quote or a table belongs to that, and four blanks before the first line make it code.
    private bool Continues(int line) =>
        !_lines[line].StartsWith("    ", StringComparison.Ordinal) && !_lines[line].StartsWith('\t')
        && (line == _text || string.IsNullOrWhiteSpace(_lines[line - 1]) || MarkdownLine.IsRule(_lines[line - 1]));

    private void Open(int heading, int text, int level, string title)
    {
        Close(heading, level);
        _path.RemoveAll(above => above.Level >= level);
        _path.Add((level, title));
        (_heading, _text, _paragraph) = (heading, text, -1);
    }

    private void Close(int end, int nextLevel)
    {
        var hasText = Enumerable.Range(_text, Math.Max(0, end - _text)).Any(i => !string.IsNullOrWhiteSpace(_lines[i]));
        if (hasText)
        {
            Add(_text, end);
        }
        else if (_heading >= 0 && _path[^1].Level >= nextLevel)
        {
            // A heading with nothing under it is all there is to find.
            Add(_heading, _text);
        }
    }

    private void Add(int from, int end) =>
        _sections.Add(new Section(string.Join(" > ", _path.Select(above => above.Title).Where(title => title.Length > 0)), [.. _lines.Skip(from).Take(end - from)], from + 1));
}
