namespace Lanekeeper.JsonSchema.Formats;

/// <summary>The addresses that may stand in a URI or behind the @ of an e-mail address.</summary>
internal static class IpFormats
{
    /// <summary>Four numbers up to 255 without leading zeros.</summary>
    public static bool IsV4(ReadOnlySpan<byte> text)
    {
        var parts = 0;
        foreach (var range in text.Split((byte)'.'))
        {
            if (++parts > 4 || !IsOctet(text[range]))
            {
                return false;
            }
        }

        return parts == 4;
    }

    /// <summary>RFC 4291: eight groups, one run of zeros left out at most, the last two groups perhaps as IPv4.</summary>
    public static bool IsV6(ReadOnlySpan<byte> text)
    {
        var gap = text.IndexOf("::"u8);
        if (gap < 0)
        {
            return Groups(text, mayEndInV4: true) == 8;
        }

        var before = text[..gap];
        var after = text[(gap + 2)..];
        var left = before.IsEmpty ? 0 : Groups(before, mayEndInV4: false);
        var right = after.IsEmpty ? 0 : Groups(after, mayEndInV4: true);
        return left >= 0 && right >= 0 && left + right <= 7;
    }

    /// <returns>How many groups of 16 bits it holds; negative when it is no list of groups.</returns>
    private static int Groups(ReadOnlySpan<byte> text, bool mayEndInV4)
    {
        var count = 0;
        while (true)
        {
            var colon = text.IndexOf((byte)':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && mayEndInV4 && IsV4(group))
            {
                return count + 2;
            }

            if (group.Length is 0 or > 4 || group.ContainsAnyExcept(UriFormat.HexDigits))
            {
                return -1;
            }

            count++;
            if (colon < 0)
            {
                return count;
            }

            text = text[(colon + 1)..];
        }
    }

    private static bool IsOctet(ReadOnlySpan<byte> text)
    {
        var value = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9' || (value = (value * 10) + digit - '0') > 255)
            {
                return false;
            }
        }

        return text.Length == 1 || (text.Length > 1 && text[0] != '0');
    }
}
