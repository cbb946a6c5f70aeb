using System.Globalization;

namespace Lanekeeper.Cel.Parsing;

/// <summary>Literals of int, uint and double.</summary>
internal static class NumberLiteral
{
    public static int Length(ReadOnlySpan<char> text)
    {
        if (text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'X' && char.IsAsciiHexDigit(text[2]))
        {
            var hex = 3;
            while (hex < text.Length && char.IsAsciiHexDigit(text[hex]))
            {
                hex++;
            }

            return hex + Suffix(text[hex..]);
        }

        var at = Digits(text, 0);
        var isWhole = true;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            (at, isWhole) = (Digits(text, at + 1), false);
        }

        var exponent = Exponent(text[at..]);
        return isWhole && exponent == 0 ? at + Suffix(text[at..]) : at + exponent;
    }

    /// <summary>What the literal says, or why it says nothing. A minus before it belongs to it: there is no other way to write the least int.</summary>
    public static bool TryRead(string text, bool negative, out CelValue value, out string problem)
    {
        (value, problem) = (default, "");
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!isHex && text.AsSpan().ContainsAny('.', 'e', 'E'))
        {
            var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            value = negative ? -number : number;
            problem = "the number is too big for a double";
            return double.IsFinite(number);
        }

        var isUnsigned = text[^1] is 'u' or 'U';
        var digits = text.AsSpan(isHex ? 2 : 0, text.Length - (isHex ? 2 : 0) - (isUnsigned ? 1 : 0));
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        problem = isUnsigned
            ? $"the number does not fit an unsigned integer, which ends at {ulong.MaxValue}"
            : $"the number does not fit an integer, which ends at {long.MaxValue}; with a decimal point it is a double";
        return ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out var magnitude) && TryMake(magnitude, isUnsigned, negative, out value);
    }

    private static bool TryMake(ulong magnitude, bool isUnsigned, bool negative, out CelValue value)
    {
        value = isUnsigned ? magnitude : negative ? unchecked(-(long)magnitude) : (long)magnitude;
        return isUnsigned || magnitude <= long.MaxValue || (negative && magnitude == 1UL << 63);
    }

    private static int Digits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int Exponent(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('e' or 'E'))
        {
            return 0;
        }

        var sign = text.Length > 1 && text[1] is '+' or '-' ? 1 : 0;
        var end = Digits(text, 1 + sign);
        return end == 1 + sign ? 0 : end;
    }

    private static int Suffix(ReadOnlySpan<char> text) => !text.IsEmpty && text[0] is 'u' or 'U' ? 1 : 0;
}
