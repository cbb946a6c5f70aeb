using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Values;

/// <summary>
/// A JSON number, exact whatever its size: a decimal where it fits in 28 digits, its digits and exponent elsewhere. A value has
/// only one of the two forms.
/// </summary>
internal readonly struct Number : IComparable<Number>
{
    private readonly decimal _small;
    private readonly BigNumber? _big;

    private Number(decimal small) => _small = small;

    private Number(BigNumber big) => _big = big;

    public static Number Of(JsonElement number)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        if (raw.Length <= BigNumber.DecimalDigits && !raw.ContainsAny((byte)'e', (byte)'E') && Utf8Parser.TryParse(raw, out decimal small, out _))
        {
            return new Number(small);
        }

        var big = BigNumber.Parse(raw);
        return big.TryDecimal(out small) ? new Number(small) : new Number(big);
    }

    public static bool IsInteger(JsonElement number)
    {
        var raw = JsonMarshal.GetRawUtf8Value(number);
        return !raw.ContainsAny((byte)'.', (byte)'e', (byte)'E') || Of(number).IsInteger();
    }

    public int CompareTo(Number other) => _big is null && other._big is null ? _small.CompareTo(other._small) : Big().CompareTo(other.Big());

    public bool IsPositive => _big is null ? _small > 0 : !_big.Negative;

    public bool IsNegative => _big?.Negative ?? _small < 0;

    /// <summary>A whole number as a count; what cannot be counted becomes the greatest count.</summary>
    public long ToCount() => _big is null && _small <= long.MaxValue ? (long)_small : long.MaxValue;

    /// <summary>Whether this is a whole number of times the divisor, which is positive.</summary>
    public bool IsMultipleOf(Number divisor, Evaluation evaluation) =>
        _big is null && divisor._big is null ? _small % divisor._small == 0 : Big().IsMultipleOf(divisor.Big(), evaluation);

    public override int GetHashCode() => _big?.GetHashCode() ?? _small.GetHashCode();

    private bool IsInteger() => _big?.IsInteger ?? decimal.IsInteger(_small);

    private BigNumber Big() => _big ?? BigNumber.Of(_small);
}
