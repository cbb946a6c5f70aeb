using System.Buffers;

namespace Lanekeeper.JsonSchema.Formats;

/// <summary>RFC 3986 <c>URI</c>: with a scheme, and nothing but the characters allowed in each part.</summary>
internal static class UriFormat
{
    public static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    private static readonly SearchValues<byte> Scheme = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."u8);
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    private static readonly SearchValues<byte> Name = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=%"u8);
    private static readonly SearchValues<byte> UserInfo = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=%:"u8);
    private static readonly SearchValues<byte> Path = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=%:@/"u8);
    private static readonly SearchValues<byte> Query = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=%:@/?"u8);

    public static bool IsUri(ReadOnlySpan<byte> text)
    {
        var colon = text.IndexOf((byte)':');
        if (colon <= 0 || !char.IsAsciiLetter((char)text[0]) || text[..colon].ContainsAnyExcept(Scheme) || !IsEscapedRightly(text))
        {
            return false;
        }

        var rest = text[(colon + 1)..];
        return TakeFrom(ref rest, (byte)'#', Query) && TakeFrom(ref rest, (byte)'?', Query) && IsHierarchy(rest);
    }

    /// <summary>Cuts off what follows the mark, and tells whether that is as it should be.</summary>
    private static bool TakeFrom(ref ReadOnlySpan<byte> text, byte mark, SearchValues<byte> allowed)
    {
        var at = text.IndexOf(mark);
        if (at < 0)
        {
            return true;
        }

        var part = text[(at + 1)..];
        text = text[..at];
        return !part.ContainsAnyExcept(allowed);
    }

    private static bool IsHierarchy(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("//"u8))
        {
            return !text.ContainsAnyExcept(Path);
        }

        var authority = text[2..];
        var slash = authority.IndexOf((byte)'/');
        var path = slash < 0 ? [] : authority[slash..];
        return IsAuthority(slash < 0 ? authority : authority[..slash]) && !path.ContainsAnyExcept(Path);
    }

    private static bool IsAuthority(ReadOnlySpan<byte> text)
    {
        var at = text.LastIndexOf((byte)'@');
        if (at >= 0 && text[..at].ContainsAnyExcept(UserInfo))
        {
            return false;
        }

        var host = text[(at + 1)..];
        if (host.StartsWith("["u8))
        {
            var end = host.IndexOf((byte)']');
            return end > 0 && IsLiteral(host[1..end]) && IsPort(host[(end + 1)..]);
        }

        var colon = host.IndexOf((byte)':');
        var name = colon < 0 ? host : host[..colon];
        return !name.ContainsAnyExcept(Name) && IsPort(colon < 0 ? [] : host[colon..]);
    }

    private static bool IsPort(ReadOnlySpan<byte> text) => text.IsEmpty || (text[0] == ':' && !text[1..].ContainsAnyExcept(Digits));

    /// <summary>An IPv6 address, or <c>v7.whatever</c> for those to come.</summary>
    private static bool IsLiteral(ReadOnlySpan<byte> text)
    {
        var dot = text.IndexOf((byte)'.');
        var isFuture = text.Length > 3 && text[0] is (byte)'v' or (byte)'V' && dot > 1 && dot < text.Length - 1;
        return isFuture
            ? !text[1..dot].ContainsAnyExcept(HexDigits) && !text[(dot + 1)..].ContainsAnyExcept(UserInfo) && !text.Contains((byte)'%')
            : IpFormats.IsV6(text);
    }

    private static bool IsEscapedRightly(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)'%') is var percent and >= 0)
        {
            text = text[(percent + 1)..];
            if (text.Length < 2 || text[..2].ContainsAnyExcept(HexDigits))
            {
                return false;
            }
        }

        return true;
    }
}
