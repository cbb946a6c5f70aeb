using System.Globalization;
using System.Text;

namespace Lanekeeper.Kernel;

/// <summary>Writes a JSON number from its own digits, without rounding and in time linear to its length, in the form of RFC 8785.</summary>
internal static class CanonicalNumber
{
    private const int LargestPlainPower = 21;
    private const int SmallestPlainPower = -6;
    private const int DigitsOfLong = 18;

    /// <param name="json">A number as JSON allows it.</param>
    public static byte[] Of(ReadOnlySpan<byte> json)
    {
        var text = Encoding.ASCII.GetString(json);
        var sign = text[0] == '-' ? "-" : "";
        var end = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = end < 0 ? text.AsSpan(sign.Length) : text.AsSpan(sign.Length, end - sign.Length);
        var point = mantissa.IndexOf('.');
        var whole = point < 0 ? mantissa.Length : point;
        var all = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        var significant = all.AsSpan().TrimStart('0');
        var leading = all.Length - significant.Length;
        var digits = significant.TrimEnd('0').ToString();
        return digits.Length == 0 ? "0"u8.ToArray() : Encoding.ASCII.GetBytes(sign + Layout(digits, end < 0 ? "" : text.AsSpan(end + 1), whole - leading - 1));
    }

    /// <summary>The number is d.ddd times ten to the power of exponent plus shift.</summary>
    private static string Layout(string digits, ReadOnlySpan<char> exponent, long shift)
    {
        var isNegative = exponent.StartsWith("-");
        var magnitude = exponent.TrimStart("+-").TrimStart('0');
        if (magnitude.Length > DigitsOfLong)
        {
            return Scientific(digits, isNegative ? "-" : "+", Add(magnitude, isNegative ? -shift : shift));
        }

        var given = magnitude.Length == 0 ? 0 : long.Parse(magnitude, CultureInfo.InvariantCulture);
        var power = (isNegative ? -given : given) + shift;
        return power is < SmallestPlainPower || power >= Math.Max(LargestPlainPower, digits.Length)
            ? Scientific(digits, power < 0 ? "-" : "+", Math.Abs(power).ToString(CultureInfo.InvariantCulture))
            : Plain(digits, (int)power);
    }

    private static string Plain(string digits, int power) => power switch
    {
        < 0 => string.Concat("0.", new string('0', -power - 1), digits),
        _ when power >= digits.Length - 1 => digits.PadRight(power + 1, '0'),
        _ => string.Concat(digits.AsSpan(0, power + 1), ".", digits.AsSpan(power + 1)),
    };

    private static string Scientific(string digits, string sign, string power) =>
        string.Concat(digits.Length == 1 ? digits : $"{digits[0]}.{digits.AsSpan(1)}", "e", sign, power);

    /// <summary>Adds to a number that is too large for a long, digit by digit from its end; it never falls below zero.</summary>
    private static string Add(ReadOnlySpan<char> number, long addend)
    {
        var sum = number.ToArray();
        for (var i = sum.Length - 1; i >= 0 && addend != 0; i--)
        {
            var total = sum[i] - '0' + addend;
            var digit = ((total % 10) + 10) % 10;
            sum[i] = (char)('0' + digit);
            addend = (total - digit) / 10;
        }

        var carry = addend == 0 ? "" : addend.ToString(CultureInfo.InvariantCulture);
        return string.Concat(carry, sum).TrimStart('0');
    }
}
