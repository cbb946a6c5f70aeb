using System.Globalization;

namespace Lanekeeper.Cel.Values;

/// <summary>Timestamps: from the year 1 to the end of 9999, in nanoseconds.</summary>
internal static class Timestamps
{
    private const long First = -62_135_596_800;
    private const long Last = 253_402_300_799;
    private const long NanosPerSecond = 1_000_000_000;

    public static CelValue FromSeconds(long seconds) =>
        seconds is < First or > Last ? CelValue.Error("timestamp out of range: the years 1 to 9999 are supported") : CelValue.Timestamp(seconds, 0);

    public static CelValue Add(in CelValue timestamp, Int128 nanos)
    {
        var (seconds, rest) = DivFloor(Total(timestamp) + nanos);
        return seconds < First || seconds > Last
            ? CelValue.Error("timestamp out of range: the years 1 to 9999 are supported")
            : CelValue.Timestamp((long)seconds, (int)rest);
    }

    public static Int128 Total(in CelValue timestamp) => (Int128)timestamp.Seconds * NanosPerSecond + timestamp.Nanos;

    public static string Format(in CelValue timestamp)
    {
        var text = DateTime.UnixEpoch.AddSeconds(timestamp.Seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return timestamp.Nanos == 0 ? $"{text}Z" : $"{text}.{Fraction(timestamp.Nanos)}Z";
    }

    /// <summary>Reads RFC 3339: <c>2009-02-13T23:31:30.123456789+01:00</c>.</summary>
    public static CelValue Parse(string text)
    {
        const string Shape = "yyyy-MM-dd'T'HH:mm:ss";
        const int ShapeLength = 19;

        if (text.Length is <= ShapeLength or > 40
            || !DateTime.TryParseExact(text.AsSpan(0, ShapeLength), Shape, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            || !TryReadFraction(text.AsSpan(ShapeLength), out var nanos, out var zone)
            || !TryReadZone(zone, out var offset))
        {
            return CelValue.Error("not a timestamp: expected RFC 3339, such as 2009-02-13T23:31:30Z");
        }

        var seconds = (local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond - offset;
        var value = FromSeconds(seconds);
        return value.IsError ? value : CelValue.Timestamp(seconds, nanos);
    }

    /// <summary>The digits of a fraction of a second, without needless zeros.</summary>
    public static string Fraction(long nanos) => nanos.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');

    private static bool TryReadFraction(ReadOnlySpan<char> text, out int nanos, out ReadOnlySpan<char> rest)
    {
        nanos = 0;
        rest = text;
        if (text.IsEmpty || text[0] != '.')
        {
            return true;
        }

        var digits = text[1..].IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 9)
        {
            return false;
        }

        nanos = int.Parse(text.Slice(1, digits), NumberStyles.None, CultureInfo.InvariantCulture);
        for (var i = digits; i < 9; i++)
        {
            nanos *= 10;
        }

        rest = text[(digits + 1)..];
        return true;
    }

    private static bool TryReadZone(ReadOnlySpan<char> text, out long offset)
    {
        offset = 0;
        return text is "Z" || (text is ['+' or '-', _, _, ':', _, _] && TimeZones.TryReadOffset(text, out offset));
    }

    private static (Int128 Seconds, Int128 Nanos) DivFloor(Int128 nanos)
    {
        var (seconds, rest) = Int128.DivRem(nanos, NanosPerSecond);
        return rest < 0 ? (seconds - 1, rest + NanosPerSecond) : (seconds, rest);
    }
}
