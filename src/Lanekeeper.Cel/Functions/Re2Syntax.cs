using System.Text;

namespace Lanekeeper.Cel.Functions;

/// <summary>
/// Says a pattern of RE2 in the framework's syntax: <c>\d \w \s</c> are ASCII, <c>.</c> and a negated class take a whole code
/// point, <c>$</c> is the very end; what RE2 does not know is refused.
/// </summary>
internal sealed class Re2Syntax(string pattern)
{
    private const string AnyPair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    private readonly StringBuilder _out = new(pattern.Length * 2);
    private readonly Stack<(bool Multiline, bool DotAll)> _outer = [];
    private (bool Multiline, bool DotAll) _flags;
    private int _at;

    public string? Problem { get; private set; }

    /// <returns>Null when there is a <see cref="Problem"/>.</returns>
    public string? Translate()
    {
        while (_at < pattern.Length && Problem is null)
        {
            Step();
        }

        return Problem is null ? _out.ToString() : null;
    }

    private void Step()
    {
        switch (pattern[_at])
        {
            case '\\': Escape(); break;
            case '[': Class(); break;
            case '(': Open(); break;
            case ')':
                _flags = _outer.TryPop(out var outer) ? outer : _flags;
                Copy(1);
                break;
            case '.':
                _out.Append(_flags.DotAll ? $@"(?:[^\uD800-\uDFFF]|{AnyPair})" : $@"(?:[^\n\uD800-\uDFFF]|{AnyPair})");
                _at++;
                break;
            case '$':
                _out.Append(_flags.Multiline ? "$" : @"\z");
                _at++;
                break;
            case var c when char.IsSurrogate(c):
                Literal(Read());
                break;
            default: Copy(1); break;
        }
    }

    private void Copy(int length)
    {
        _out.Append(pattern, _at, length);
        _at += length;
    }

    private void Fail(string problem) => Problem ??= $"{problem} (at {_at} in it)";

    private int Read()
    {
        Rune.DecodeFromUtf16(pattern.AsSpan(_at), out var rune, out var length);
        _at += length;
        return rune.Value;
    }

    private void Literal(int codePoint) => _out.Append(codePoint > 0xFFFF ? $"(?:{Re2Class.Range(codePoint, codePoint)})" : $"\\u{codePoint:X4}");

    private void Escape()
    {
        var letter = _at + 1 < pattern.Length ? pattern[_at + 1] : '\0';
        if (Re2Class.Shorthand(letter) is { } set)
        {
            _out.Append(char.IsAsciiLetterUpper(letter) ? $@"(?:[{set}-[\uD800-\uDFFF]]|{AnyPair})" : $"[{set}]");
            _at += 2;
        }
        else if (letter is 'b' or 'B' or 'A' or 'z')
        {
            Copy(2);
        }
        else if (letter is 'p' or 'P')
        {
            _out.Append(Category() ?? "");
        }
        else if (letter == 'Q')
        {
            var end = pattern.IndexOf("\\E", _at, StringComparison.Ordinal);
            var stop = end < 0 ? pattern.Length : end;
            for (_at += 2; _at < stop;)
            {
                Literal(Read());
            }

            _at = end < 0 ? _at : end + 2;
        }
        else if (EscapedCharacter() is { } codePoint)
        {
            Literal(codePoint);
        }
    }

    /// <summary><c>\pL</c> or <c>\p{Lu}</c> as the framework writes it; its blocks are not RE2's scripts.</summary>
    private string? Category()
    {
        var isBraced = _at + 2 < pattern.Length && pattern[_at + 2] == '{';
        var end = isBraced ? pattern.IndexOf('}', _at) : _at + 2;
        var name = end < 0 || end >= pattern.Length ? "" : isBraced ? pattern[(_at + 3)..end] : pattern[_at + 2].ToString();
        if (name.Length is 0 or > 2 || !char.IsAsciiLetterUpper(name[0]))
        {
            Fail(@"expected a general category, such as \pL or \p{Lu}");
            return null;
        }

        var letter = pattern[_at + 1];
        _at = end + 1;
        return $@"\{letter}{{{name}}}";
    }

    private int? EscapedCharacter()
    {
        var letter = _at + 1 < pattern.Length ? pattern[_at + 1] : '\0';
        const string Letters = "afnrtv";
        if (Letters.IndexOf(letter, StringComparison.Ordinal) is var known and >= 0)
        {
            _at += 2;
            return "\a\f\n\r\t\v"[known];
        }

        if (letter == 'x')
        {
            return Hexadecimal();
        }

        if (letter == '\0' || char.IsAsciiLetterOrDigit(letter))
        {
            Fail(char.IsAsciiDigit(letter) ? "references back cannot be matched in linear time" : "the escape is unknown");
            return null;
        }

        _at++;
        return Read();
    }

    private int? Hexadecimal()
    {
        var isBraced = _at + 2 < pattern.Length && pattern[_at + 2] == '{';
        var start = _at + (isBraced ? 3 : 2);
        var end = isBraced ? pattern.IndexOf('}', start) : Math.Min(start + 2, pattern.Length);
        if (end <= start
            || end - start > 8
            || !int.TryParse(pattern.AsSpan(start..end), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code)
            || !Rune.IsValid(code))
        {
            Fail(@"expected \xHH or \x{HHHHHH}");
            return null;
        }

        _at = isBraced ? end + 1 : end;
        return code;
    }

    private void Open()
    {
        _outer.Push(_flags);
        if (_at + 1 >= pattern.Length || pattern[_at + 1] != '?')
        {
            Copy(1);
            return;
        }

        var rest = pattern.AsSpan(_at + 2);
        var name = rest.StartsWith("P<") ? 2 : rest.StartsWith("<") ? 1 : 0;
        if (name > 0)
        {
            OpenNamed(rest[name..], name);
        }
        else
        {
            OpenFlags(rest);
        }
    }

    private void OpenNamed(ReadOnlySpan<char> rest, int skip)
    {
        var end = rest.IndexOf('>');
        if (end < 1 || !char.IsAsciiLetter(rest[0]) || !IsName(rest[..end]))
        {
            Fail("expected (?P<name>…)");
            return;
        }

        _out.Append("(?:");
        _at += 2 + skip + end + 1;
    }

    private static bool IsName(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return true;
    }

    private void OpenFlags(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExcept("ims-");
        if (end < 0 || rest[end] is not (':' or ')') || rest[..end].Count('-') > 1)
        {
            Fail("of groups with (? only (?:…), (?P<name>…) and the flags i, m, s are known");
            return;
        }

        var minus = rest[..end].IndexOf('-');
        var on = rest[..(minus < 0 ? end : minus)];
        var off = minus < 0 ? default : rest[(minus + 1)..end];
        _flags = ((_flags.Multiline || on.Contains('m')) && !off.Contains('m'), (_flags.DotAll || on.Contains('s')) && !off.Contains('s'));
        if (rest[end] == ')')
        {
            _outer.Pop();
        }

        Copy(2 + end + 1);
    }

    private void Class()
    {
        var set = new Re2Class();
        _at++;
        var isNegated = _at < pattern.Length && pattern[_at] == '^';
        _at += isNegated ? 1 : 0;
        for (var isFirst = true; Problem is null; isFirst = false)
        {
            if (_at >= pattern.Length)
            {
                Fail("a class is not closed: expected ']'");
            }
            else if (pattern[_at] == ']' && !isFirst)
            {
                _at++;
                _out.Append(set.Write(isNegated));
                return;
            }
            else
            {
                ClassItem(set);
            }
        }
    }

    private void ClassItem(Re2Class set)
    {
        var letter = pattern[_at] == '\\' && _at + 1 < pattern.Length ? pattern[_at + 1] : '\0';
        if (pattern.AsSpan(_at).StartsWith("[:"))
        {
            var end = pattern.IndexOf(":]", _at, StringComparison.Ordinal);
            if (end < 0 || !set.AddNamed(pattern[(_at + 2)..end]))
            {
                Fail("expected the name of a class, such as [:alpha:]");
            }

            _at = end + 2;
        }
        else if (Re2Class.Shorthand(letter) is { } shorthand)
        {
            set.Add(shorthand, takesPairs: char.IsAsciiLetterUpper(letter));
            _at += 2;
        }
        else if (letter is 'p' or 'P')
        {
            set.Add(Category() ?? "", takesPairs: letter == 'P');
        }
        else if (ClassCharacter() is { } first)
        {
            var isRange = _at + 1 < pattern.Length && pattern[_at] == '-' && pattern[_at + 1] != ']';
            _at += isRange ? 1 : 0;
            var last = isRange ? ClassCharacter() ?? first : first;
            if (last < first)
            {
                Fail("a range runs backwards");
            }

            set.Add(first, last);
        }
    }

    private int? ClassCharacter() => pattern[_at] == '\\' ? EscapedCharacter() : Read();
}
