using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Lanekeeper.Cel.Parsing;

/// <summary>String and bytes literals: <c>'a'</c>, <c>"""a"""</c>, <c>r'\d'</c>, <c>b'\xff'</c>.</summary>
internal sealed class TextLiteral
{
    private readonly string _source;
    private readonly bool _isBytes;
    private readonly List<byte> _bytes;
    private int _at;

    private TextLiteral(string source, int at, bool isBytes)
    {
        (_source, _at, _isBytes) = (source, at, isBytes);
        _bytes = [];
    }

    public static bool StartsAt(string source, int at)
    {
        var prefix = PrefixLength(source, at);
        return at + prefix < source.Length && source[at + prefix] is '"' or '\'';
    }

    public static bool TryRead(string source, int start, out int end, out CelValue value, [NotNullWhen(false)] out CelFault? fault)
    {
        var prefix = source.AsSpan(start, PrefixLength(source, start));
        var isRaw = prefix.ContainsAny('r', 'R');
        var isBytes = prefix.ContainsAny('b', 'B');
        var literal = new TextLiteral(source, start + prefix.Length, isBytes);
        var problem = literal.Read(isRaw);

        end = literal._at;
        value = isBytes ? CelValue.OwnedBytes([.. literal._bytes]) : Encoding.UTF8.GetString([.. literal._bytes]);
        fault = problem is null ? null : CelFault.At(source, problem.StartsWith("the string", StringComparison.Ordinal) ? start : end, problem);
        return fault is null;
    }

    private static int PrefixLength(string source, int at)
    {
        var length = 0;
        while (length < 2 && at + length < source.Length && source[at + length] is 'r' or 'R' or 'b' or 'B')
        {
            length++;
        }

        return length == 2 && char.ToLowerInvariant(source[at]) == char.ToLowerInvariant(source[at + 1]) ? 0 : length;
    }

    private string? Read(bool isRaw)
    {
        var quote = _source[_at];
        var fence = new string(quote, _source.AsSpan(_at).StartsWith([quote, quote, quote]) ? 3 : 1);
        _at += fence.Length;

        while (_at < _source.Length)
        {
            if (_source.AsSpan(_at).StartsWith(fence))
            {
                _at += fence.Length;
                return null;
            }

            if (fence.Length == 1 && _source[_at] is '\n' or '\r')
            {
                return $"the string is not closed on its line: expected {fence} before the line's end, or three quotes around it";
            }

            if (!isRaw && _source[_at] == '\\')
            {
                if (ReadEscape() is { } problem)
                {
                    return problem;
                }
            }
            else
            {
                CopyCharacter();
            }
        }

        return $"the string is not closed: expected {fence}";
    }

    private void CopyCharacter()
    {
        Rune.DecodeFromUtf16(_source.AsSpan(_at), out var rune, out var length);
        Append(rune);
        _at += length;
    }

    private void Append(Rune rune)
    {
        Span<byte> utf8 = stackalloc byte[4];
        _bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
    }

    private string? ReadEscape()
    {
        var letter = _at + 1 < _source.Length ? _source[_at + 1] : '\0';
        switch (letter)
        {
            case 'x' or 'X': return ReadCode(2, 2, NumberStyles.AllowHexSpecifier);
            case 'u' when !_isBytes: return ReadCode(2, 4, NumberStyles.AllowHexSpecifier);
            case 'U' when !_isBytes: return ReadCode(2, 8, NumberStyles.AllowHexSpecifier);
            case >= '0' and <= '3': return ReadCode(1, 3, NumberStyles.None);
        }

        const string Letters = "abfnrtv\\?\"'`";
        const string Meanings = "\a\b\f\n\r\t\v\\?\"'`";
        var known = Letters.IndexOf(letter, StringComparison.Ordinal);
        if (known < 0)
        {
            return $"the escape is unknown; known are \\n \\t \\\\ \\\" \\' \\xHH{(_isBytes ? "" : " \\uHHHH \\UHHHHHHHH")}; r'…' is a string without escapes";
        }

        _bytes.Add((byte)Meanings[known]);
        _at += 2;
        return null;
    }

    private string? ReadCode(int skip, int digits, NumberStyles style)
    {
        if (_at + skip + digits > _source.Length || !TryReadCode(_source.AsSpan(_at + skip, digits), style, out var code))
        {
            return style == NumberStyles.None ? "an octal escape has three digits, \\000 to \\377" : $"the escape needs {digits} hexadecimal digits";
        }

        if (!Rune.IsValid(code))
        {
            return $"U+{code:X4} is no character: expected up to 10FFFF without D800 to DFFF";
        }

        if (_isBytes)
        {
            _bytes.Add((byte)code);
        }
        else
        {
            Append(new Rune(code));
        }

        _at += skip + digits;
        return null;
    }

    private static bool TryReadCode(ReadOnlySpan<char> text, NumberStyles style, out int code)
    {
        if (style == NumberStyles.AllowHexSpecifier)
        {
            return int.TryParse(text, style, CultureInfo.InvariantCulture, out code);
        }

        code = 0;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7')
            {
                return false;
            }

            code = code * 8 + (digit - '0');
        }

        return true;
    }
}
