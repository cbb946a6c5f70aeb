using System.Buffers;
using System.Globalization;
using System.Security;

namespace Lanekeeper.Cel.Values;

/// <summary>Time zones by offset (<c>+11:00</c>, <c>02:00</c>) or by name, as the machine's tzdata knows them.</summary>
internal static class TimeZones
{
    private static readonly SearchValues<char> NameLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-");

    /// <summary>Seconds to add to UTC, then and there; or null for an unknown zone.</summary>
    public static long? OffsetAt(string zone, in CelValue timestamp)
    {
        if (zone is "UTC" or "GMT" or "Z" or "")
        {
            return 0;
        }

        if (TryReadOffset(zone, out var offset))
        {
            return offset;
        }

        // A zone's name is a file's name to the framework, so only letters that such names have.
        return zone.Length > 64 || zone.AsSpan().ContainsAnyExcept(NameLetters) || Find(zone) is not { } found
            ? null
            : (long)found.GetUtcOffset(DateTime.UnixEpoch.AddSeconds(timestamp.Seconds)).TotalSeconds;
    }

    public static bool TryReadOffset(ReadOnlySpan<char> text, out long offset)
    {
        offset = 0;
        var negative = text.Length > 0 && text[0] == '-';
        var digits = text.Length > 0 && text[0] is '+' or '-' ? text[1..] : text;
        if (digits is not [_, _, ':', _, _]
            || !int.TryParse(digits[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(digits[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || hours > 23
            || minutes > 59)
        {
            return false;
        }

        offset = (hours * 3600 + minutes * 60) * (negative ? -1 : 1);
        return true;
    }

    private static TimeZoneInfo? Find(string zone)
    {
        try
        {
            return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : null;
        }
        catch (Exception failure) when (failure is SecurityException or InvalidTimeZoneException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
