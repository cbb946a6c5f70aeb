using System.Text;

namespace Lanekeeper.Cel.Functions;

/// <summary>A character class. Up to U+FFFF it is one of the framework's; beyond, the framework knows but pairs of surrogates.</summary>
internal sealed class Re2Class
{
    private const int FirstBeyond = 0x10000;
    private const int Last = 0x10FFFF;

    private readonly StringBuilder _set = new();
    private readonly List<(int First, int Last)> _beyond = [];

    /// <summary>What <c>\d</c> and its like hold, written for the inside of a class.</summary>
    public static string? Shorthand(char letter) => letter switch
    {
        'd' => "0-9",
        'w' => "0-9A-Za-z_",
        's' => @"\t\n\f\r ",
        'D' => @"\0-/:-\uFFFF",
        'W' => @"\0-/:-@\[-\^`{-\uFFFF",
        'S' => @"\0-\x08\x0B\x0E-\x1F!-\uFFFF",
        _ => null,
    };

    /// <summary>An alternation of surrogate pairs that stands for these code points, all beyond U+FFFF.</summary>
    public static string Range(int first, int last)
    {
        var (high, low) = Split(first);
        var (highEnd, lowEnd) = Split(last);
        if (high == highEnd)
        {
            return $@"\u{high:X4}[\u{low:X4}-\u{lowEnd:X4}]";
        }

        var middle = highEnd - high > 1 ? $@"|[\u{high + 1:X4}-\u{highEnd - 1:X4}][\uDC00-\uDFFF]" : "";
        return $@"\u{high:X4}[\u{low:X4}-\uDFFF]{middle}|\u{highEnd:X4}[\uDC00-\u{lowEnd:X4}]";
    }

    public void Add(string set, bool takesPairs)
    {
        _set.Append(set);
        if (takesPairs)
        {
            _beyond.Add((FirstBeyond, Last));
        }
    }

    public void Add(int first, int last)
    {
        if (first < FirstBeyond)
        {
            _set.Append($@"\u{first:X4}-\u{Math.Min(last, FirstBeyond - 1):X4}");
        }

        if (last >= FirstBeyond)
        {
            _beyond.Add((Math.Max(first, FirstBeyond), last));
        }
    }

    public bool AddNamed(string name)
    {
        var set = name switch
        {
            "alnum" => "0-9A-Za-z",
            "alpha" => "A-Za-z",
            "ascii" => @"\0-\x7F",
            "blank" => @"\t ",
            "cntrl" => @"\0-\x1F\x7F",
            "digit" => "0-9",
            "graph" => "!-~",
            "lower" => "a-z",
            "print" => " -~",
            "punct" => @"!-/:-@\[-`{-~",
            "space" => @"\t\n\v\f\r ",
            "upper" => "A-Z",
            "word" => "0-9A-Za-z_",
            "xdigit" => "0-9A-Fa-f",
            _ => null,
        };
        _set.Append(set);
        return set is not null;
    }

    public string Write(bool isNegated)
    {
        var pairs = string.Join('|', (isNegated ? Complement() : _beyond).Select(range => Range(range.First, range.Last)));
        var set = isNegated ? $@"[^{_set}\uD800-\uDFFF]" : _set.Length > 0 ? $"[{_set}]" : "";
        return (set.Length > 0, pairs.Length > 0) switch
        {
            (true, true) => $"(?:{set}|{pairs})",
            (true, false) => set,
            _ => $"(?:{pairs})",
        };
    }

    private List<(int First, int Last)> Complement()
    {
        List<(int First, int Last)> gaps = [];
        var next = FirstBeyond;
        foreach (var (first, last) in _beyond.Order())
        {
            if (first > next)
            {
                gaps.Add((next, first - 1));
            }

            next = Math.Max(next, last + 1);
        }

        if (next <= Last)
        {
            gaps.Add((next, Last));
        }

        return gaps;
    }

    private static (int High, int Low) Split(int codePoint) =>
        (0xD800 + ((codePoint - FirstBeyond) >> 10), 0xDC00 + ((codePoint - FirstBeyond) & 0x3FF));
}
