using System.Globalization;
using System.Text;
using Lanekeeper.Cel.Evaluating;
using Lanekeeper.Cel.Values;

namespace Lanekeeper.Cel.Functions;

/// <summary>One clause of a format: a letter, a precision, a value.</summary>
internal static class FormatClause
{
    // Longer texts end in "…": the run cannot be asked before the text is there.
    private const int LongestValue = 100_000;

    /// <returns>What is wrong, or null.</returns>
    public static string? Append(StringBuilder text, char clause, int precision, in CelValue value)
    {
        if (clause == 's')
        {
            Display.Append(text, value, text.Length + LongestValue);
            return null;
        }

        var shown = clause switch
        {
            'd' => Whole(value),
            'f' => Fixed(value, precision < 0 ? 6 : precision),
            'e' => Scientific(value, precision < 0 ? 6 : precision),
            'b' => value.Kind == CelKind.Bool ? (value.IsTrue ? "1" : "0") : Digits(value, "b"),
            'o' => Octal(value),
            'x' => Hexadecimal(value, "x"),
            'X' => Hexadecimal(value, "X"),
            _ => null,
        };

        if (shown is null)
        {
            return clause is 'd' or 'f' or 'e' or 'b' or 'o' or 'x' or 'X'
                ? $"%{clause} does not show a {TypeNames.Of(value)}"
                : "format() takes %s %d %f %e %b %o %x %X and %%";
        }

        text.Append(shown);
        return null;
    }

    private static string? Whole(in CelValue value) =>
        value.Kind is CelKind.Int or CelKind.Uint || (value.Kind == CelKind.Double && !double.IsFinite(value.Double)) ? Display.Of(value) : null;

    private static string? Fixed(in CelValue value, int precision)
    {
        if (!value.IsNumber)
        {
            return null;
        }

        var number = Ordering.AsDouble(value);
        if (!double.IsFinite(number))
        {
            return Display.Number(number);
        }

        var rounded = number.ToString($"F{precision}", CultureInfo.InvariantCulture);
        var exact = number.ToString($"F{precision + 1}", CultureInfo.InvariantCulture);

        // .NET rounds a tie away from zero, the language to the even digit. Only such a number times 2^(precision+1) is odd and whole.
        var isTie = Math.Abs(Math.ScaleB(number, precision + 1) % 2) == 1;
        var kept = exact[..^1].TrimEnd('.');
        return isTie && (kept[^1] - '0') % 2 == 0 ? kept : rounded;
    }

    private static string? Scientific(in CelValue value, int precision)
    {
        if (!value.IsNumber)
        {
            return null;
        }

        var number = Ordering.AsDouble(value);
        if (!double.IsFinite(number))
        {
            return Display.Number(number);
        }

        var text = number.ToString($"e{precision}", CultureInfo.InvariantCulture);
        var at = text.IndexOf('e', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return $"{text[..at]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):D2}";
    }

    private static string? Octal(in CelValue value)
    {
        if (Digits(value, "b") is not { } binary)
        {
            return null;
        }

        var bits = binary.TrimStart('-');
        bits = bits.PadLeft((bits.Length + 2) / 3 * 3, '0');
        var octal = string.Concat(bits.Chunk(3).Select(group => (char)('0' + (group[0] - '0') * 4 + (group[1] - '0') * 2 + (group[2] - '0'))));
        return binary[0] == '-' ? $"-{octal}" : octal;
    }

    private static string? Hexadecimal(in CelValue value, string format)
    {
        var bytes = value.Kind switch
        {
            CelKind.String => Encoding.UTF8.GetBytes(value.Text),
            CelKind.Bytes => value.Octets,
            _ => null,
        };

        return bytes is null ? Digits(value, format)
            : format == "x" ? Convert.ToHexStringLower(bytes)
            : Convert.ToHexString(bytes);
    }

    private static string? Digits(in CelValue value, string format) => value.Kind switch
    {
        CelKind.Uint => value.Uint.ToString(format, CultureInfo.InvariantCulture),
        CelKind.Int when value.Int < 0 => $"-{unchecked((ulong)-value.Int).ToString(format, CultureInfo.InvariantCulture)}",
        CelKind.Int => value.Int.ToString(format, CultureInfo.InvariantCulture),
        _ => null,
    };
}
