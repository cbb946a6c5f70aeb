using System.Buffers;
using System.Globalization;

namespace Lanekeeper.Cel.Values;

/// <summary>Durations: signed 64-bit nanoseconds, so 292 years either way.</summary>
internal static class Durations
{
    private const long NanosPerSecond = 1_000_000_000;

    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789.");

    public static CelValue FromNanos(Int128 nanos) =>
        nanos < long.MinValue || nanos > long.MaxValue
            ? CelValue.Error("duration out of range: 292 years either way are supported")
            : CelValue.Duration((long)nanos);

    public static string Format(long nanos)
    {
        var magnitude = UInt128.CreateTruncating(Int128.Abs(nanos));
        var (seconds, rest) = UInt128.DivRem(magnitude, NanosPerSecond);
        var sign = nanos < 0 ? "-" : "";
        return rest == 0 ? $"{sign}{seconds}s" : $"{sign}{seconds}.{Timestamps.Fraction((long)rest)}s";
    }

    /// <summary>Reads <c>1h30m</c>, <c>-1.5s</c>, <c>100ms</c>: a sign, then numbers with units h, m, s, ms, us, ns.</summary>
    public static CelValue Parse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        rest = negative || rest.StartsWith("+") ? rest[1..] : rest;

        if (rest is "0")
        {
            return CelValue.Duration(0);
        }

        Int128 total = 0;
        if (rest.IsEmpty || text.Length > 100)
        {
            return NotOne();
        }

        while (!rest.IsEmpty)
        {
            if (!TryReadPart(ref rest, out var nanos))
            {
                return NotOne();
            }

            total += nanos;
        }

        return FromNanos(negative ? -total : total);
    }

    private static CelValue NotOne() => CelValue.Error("not a duration: expected numbers with units, such as 1h30m or 1.5s");

    private static bool TryReadPart(ref ReadOnlySpan<char> text, out Int128 nanos)
    {
        nanos = 0;
        var digits = text.IndexOfAnyExcept(NumberLetters);
        if (digits < 1
            || digits > 25
            || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > 1_000_000_000_000_000_000m)
        {
            return false;
        }

        text = text[digits..];
        var letters = text.IndexOfAny(NumberLetters);
        var unit = letters < 0 ? text : text[..letters];
        text = text[unit.Length..];
        var scale = UnitNanos(unit);
        nanos = decimal.Truncate(number) is var whole ? (Int128)whole * scale + (Int128)((number - whole) * scale) : 0;
        return scale > 0;
    }

    private static long UnitNanos(ReadOnlySpan<char> unit) => unit switch
    {
        "h" => 3600 * NanosPerSecond,
        "m" => 60 * NanosPerSecond,
        "s" => NanosPerSecond,
        "ms" => 1_000_000,
        "us" or "µs" or "μs" => 1_000,
        "ns" => 1,
        _ => 0,
    };
}
