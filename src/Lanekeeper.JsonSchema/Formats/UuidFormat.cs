namespace Lanekeeper.JsonSchema.Formats;

/// <summary>RFC 4122: 8-4-4-4-12 hexadecimal digits.</summary>
internal static class UuidFormat
{
    public static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.Length != 36)
        {
            return false;
        }

        for (var index = 0; index < text.Length; index++)
        {
            var fits = index is 8 or 13 or 18 or 23 ? text[index] == '-' : char.IsAsciiHexDigit((char)text[index]);
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }
}
