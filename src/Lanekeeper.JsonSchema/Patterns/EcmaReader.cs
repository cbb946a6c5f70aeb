using System.Globalization;

namespace Lanekeeper.JsonSchema.Patterns;

/// <summary>A pattern being read, character by character.</summary>
internal sealed class EcmaReader(string source)
{
    private int _at;

    public bool AtEnd => _at >= source.Length;

    public char Peek => source[_at];

    /// <summary>Whether the character just read was escaped, and so means itself.</summary>
    public bool LastWasEscape { get; set; }

    public static bool IsSyntax(char unit) => unit is '^' or '$' or '|' or '(' or ')' or '*' or '+' or '?' or '{' or '}' or '.' or '[' or ']' or '\\';

    public char Take()
    {
        LastWasEscape = false;
        return _at < source.Length ? source[_at++] : throw new EcmaSyntaxException("it ends too early");
    }

    public bool TryTake(string text)
    {
        if (!source.AsSpan(_at).StartsWith(text, StringComparison.Ordinal))
        {
            return false;
        }

        _at += text.Length;
        return true;
    }

    /// <summary>The whole character that begins with a unit just taken.</summary>
    public int CodePoint(char unit) =>
        char.IsHighSurrogate(unit) && !AtEnd && char.IsLowSurrogate(Peek) ? char.ConvertToUtf32(unit, Take()) : unit;

    public string TakeDigits()
    {
        var start = _at;
        while (!AtEnd && char.IsAsciiDigit(Peek))
        {
            _at++;
        }

        return source[start.._at];
    }

    /// <summary>What follows a brace when it opens a quantifier, such as <c>2,5</c>; null when it is only a brace.</summary>
    public string? Bounds()
    {
        var end = source.IndexOf('}', _at);
        var inside = end < 0 ? "" : source[_at..end];
        var parts = inside.Split(',');
        var isQuantifier = parts.Length <= 2 && parts[0].Length > 0 && parts.All(part => part.All(char.IsAsciiDigit));
        _at = isQuantifier ? end + 1 : _at;
        return isQuantifier ? inside : null;
    }

    public string GroupName()
    {
        var end = source.IndexOf('>', _at);
        var name = end < 0 ? "" : source[_at..end];
        var isName = name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        _at = end + 1;
        return isName ? name : throw new EcmaSyntaxException("a group's name is made of letters, digits and _");
    }

    /// <summary>What stands in braces, as in <c>\p{Letter}</c> and <c>\u{1F600}</c>.</summary>
    public string Braced()
    {
        var end = AtEnd || Peek != '{' ? -1 : source.IndexOf('}', _at);
        if (end < 0)
        {
            throw new EcmaSyntaxException(@"\p and \P need a property in braces: \p{Letter}");
        }

        var inside = source[(_at + 1)..end];
        _at = end + 1;
        return inside;
    }

    public int Hex(int digits)
    {
        var isHex = _at + digits <= source.Length;
        var value = 0;
        if (!isHex || !int.TryParse(source.AsSpan(_at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value))
        {
            throw new EcmaSyntaxException($"expected {digits} hexadecimal digits at {_at}");
        }

        _at += digits;
        return value;
    }
}
