using System.Buffers;

namespace Lanekeeper.JsonSchema.Formats;

/// <summary>RFC 5321 <c>Mailbox</c>: a local part, plain or quoted, and a domain or an address in brackets.</summary>
internal static class EmailFormat
{
    private const int LongestLabel = 63;

    private static readonly SearchValues<byte> Atom = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-/=?^_`{|}~"u8);
    private static readonly SearchValues<byte> Label = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-"u8);

    public static bool IsEmail(ReadOnlySpan<byte> text)
    {
        var at = text.LastIndexOf((byte)'@');
        return at > 0 && IsLocal(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsLocal(ReadOnlySpan<byte> text)
    {
        if (text[0] == '"')
        {
            return IsQuoted(text);
        }

        foreach (var range in text.Split((byte)'.'))
        {
            if (text[range].IsEmpty || text[range].ContainsAnyExcept(Atom))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsQuoted(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[^1] != '"')
        {
            return false;
        }

        for (var index = 1; index < text.Length - 1; index++)
        {
            if (text[index] is not (>= (byte)' ' and <= (byte)'~') || text[index] == '"')
            {
                return false;
            }

            // A backslash takes the next character with it, which must not be the closing quote.
            index += text[index] == '\\' ? 1 : 0;
            if (index == text.Length - 1)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<byte> text)
    {
        if (text.Length > 2 && text[0] == '[' && text[^1] == ']')
        {
            var address = text[1..^1];
            return address.StartsWith("IPv6:"u8) ? IpFormats.IsV6(address[5..]) : IpFormats.IsV4(address);
        }

        foreach (var range in text.Split((byte)'.'))
        {
            var label = text[range];
            if (label.Length is 0 or > LongestLabel || label.ContainsAnyExcept(Label) || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }
        }

        return true;
    }
}
