using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Values;

/// <summary>
/// A number as its significant digits (no zeros at either end) times a power of ten, so that 1e999999999 costs no more than it is long.
/// </summary>
internal sealed class BigNumber : IComparable<BigNumber>
{
    /// <summary>So many digits always fit in a decimal.</summary>
    public const int DecimalDigits = 28;

    /// <summary>Exponents beyond it are taken for it: no two such numbers in earnest.</summary>
    private const long MaxExponent = long.MaxValue / 4;

    private readonly byte[] _digits;
    private readonly long _exponent;

    private BigNumber(bool negative, byte[] digits, long exponent)
    {
        Negative = negative && digits.Length > 0;
        _digits = digits;
        _exponent = digits.Length == 0 ? 0 : exponent;
    }

    public bool Negative { get; }

    public bool IsInteger => _exponent >= 0;

    public static BigNumber Of(decimal value) => Parse(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));

    public static BigNumber Parse(ReadOnlySpan<byte> raw)
    {
        var negative = raw[0] == '-';
        var mantissa = negative ? raw[1..] : raw;
        var exponent = 0L;
        if (mantissa.IndexOfAny((byte)'e', (byte)'E') is var e and >= 0)
        {
            exponent = Exponent(mantissa[(e + 1)..]);
            mantissa = mantissa[..e];
        }

        if (mantissa.IndexOf((byte)'.') is var point and >= 0)
        {
            exponent -= mantissa.Length - point - 1;
            byte[] digits = [.. mantissa[..point], .. mantissa[(point + 1)..]];
            return Normal(negative, digits, exponent);
        }

        return Normal(negative, mantissa, exponent);
    }

    public bool TryDecimal(out decimal value)
    {
        value = 0;
        var fits = _digits.Length <= DecimalDigits && -_exponent <= DecimalDigits && _digits.Length + _exponent <= DecimalDigits;
        if (!fits)
        {
            return false;
        }

        foreach (var digit in _digits)
        {
            value = (value * 10) + (digit - '0');
        }

        for (var power = _exponent; power > 0; power--)
        {
            value *= 10;
        }

        for (var power = _exponent; power < 0; power++)
        {
            value /= 10;
        }

        value = Negative ? -value : value;
        return true;
    }

    public int CompareTo(BigNumber? other)
    {
        if (other is null || Sign != other.Sign)
        {
            return Sign.CompareTo(other?.Sign ?? 0);
        }

        var size = (_exponent + _digits.Length).CompareTo(other._exponent + other._digits.Length);
        return Sign * (size != 0 ? size : _digits.AsSpan().SequenceCompareTo(other._digits));
    }

    public bool IsMultipleOf(BigNumber divisor, Evaluation evaluation)
    {
        if (_digits.Length == 0)
        {
            return true;
        }

        // The work grows with the square of the digits; a budget that forbids it is an answer of its own.
        var length = (long)_digits.Length + divisor._digits.Length;
        if (!evaluation.Spend(length * length / 64))
        {
            return false;
        }

        // Our last digit is not zero, so with a negative shift a ten would have to divide what no ten divides.
        var shift = _exponent - divisor._exponent;
        if (shift < 0)
        {
            return false;
        }

        var modulus = divisor.Integer();
        return (Integer() % modulus * BigInteger.ModPow(10, shift, modulus) % modulus).IsZero;
    }

    public override int GetHashCode() => HashCode.Combine(Negative, _exponent, Utf8Comparer.Hash(_digits));

    private int Sign => _digits.Length == 0 ? 0 : Negative ? -1 : 1;

    private BigInteger Integer() => BigInteger.Parse(Encoding.ASCII.GetString(_digits), NumberStyles.None, CultureInfo.InvariantCulture);

    private static BigNumber Normal(bool negative, ReadOnlySpan<byte> digits, long exponent)
    {
        digits = digits.TrimStart((byte)'0');
        var significant = digits.TrimEnd((byte)'0');
        return new BigNumber(negative, significant.ToArray(), exponent + digits.Length - significant.Length);
    }

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        var digits = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        digits = digits.TrimStart((byte)'0');
        var value = digits.Length > 18 ? MaxExponent : Utf8Parser.TryParse(digits, out long parsed, out _) ? parsed : 0;
        return negative ? -value : value;
    }
}
