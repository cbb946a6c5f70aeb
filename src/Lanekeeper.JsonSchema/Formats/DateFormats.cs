namespace Lanekeeper.JsonSchema.Formats;

/// <summary>RFC 3339 <c>full-date</c> and <c>date-time</c>.</summary>
internal static class DateFormats
{
    public static bool IsDate(ReadOnlySpan<byte> text) =>
        text.Length == 10
        && text[4] == '-'
        && text[7] == '-'
        && TryDigits(text[..4], out var year)
        && TryDigits(text[5..7], out var month)
        && TryDigits(text[8..], out var day)
        && month is >= 1 and <= 12
        && day >= 1
        && day <= DaysIn(year, month);

    public static bool IsDateTime(ReadOnlySpan<byte> text) =>
        text.Length > 11 && IsDate(text[..10]) && text[10] is (byte)'T' or (byte)'t' && IsTime(text[11..]);

    private static bool IsTime(ReadOnlySpan<byte> text)
    {
        var isClock = text.Length > 8
            && text[2] == ':'
            && text[5] == ':'
            && TryDigits(text[..2], out _)
            && TryDigits(text[3..5], out _)
            && TryDigits(text[6..8], out _);
        if (!isClock || !TryOffset(AfterFraction(text[8..]), out var offset))
        {
            return false;
        }

        _ = TryDigits(text[..2], out var hour);
        _ = TryDigits(text[3..5], out var minute);
        _ = TryDigits(text[6..8], out var second);
        return hour < 24 && minute < 60 && (second < 60 || (second == 60 && IsLastMinute(hour, minute, offset)));
    }

    /// <summary>A leap second ends a day in UTC, wherever it is told.</summary>
    private static bool IsLastMinute(int hour, int minute, int offset)
    {
        const int Day = 24 * 60;
        return (((hour * 60) + minute - offset + Day) % Day) == Day - 1;
    }

    /// <returns>What follows the fraction; nothing when the fraction has no digit.</returns>
    private static ReadOnlySpan<byte> AfterFraction(ReadOnlySpan<byte> text)
    {
        if (text[0] != '.')
        {
            return text;
        }

        var end = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return end > 0 ? text[(end + 1)..] : [];
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return text[0] is (byte)'Z' or (byte)'z';
        }

        var isOffset = text.Length == 6
            && text[0] is (byte)'+' or (byte)'-'
            && text[3] == ':'
            && TryDigits(text[1..3], out _)
            && TryDigits(text[4..], out _);
        if (!isOffset)
        {
            return false;
        }

        _ = TryDigits(text[1..3], out var hours);
        _ = TryDigits(text[4..], out var rest);
        minutes = ((hours * 60) + rest) * (text[0] == '-' ? -1 : 1);
        return hours < 24 && rest < 60;
    }

    private static int DaysIn(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static bool TryDigits(ReadOnlySpan<byte> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (digit - '0');
        }

        return true;
    }
}
