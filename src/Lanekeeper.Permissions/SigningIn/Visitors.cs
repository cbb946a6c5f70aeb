using System.Net;
using System.Text;

namespace Lanekeeper.Permissions.SigningIn;

/// <summary>Makes what a visitor's browser and network say of themselves fit to be kept and shown.</summary>
internal static class Visitors
{
    private const int LongestUserAgent = 300;

    public static Visitor Clean(Visitor visitor) => new(AddressOf(visitor)?.ToString() ?? "", CleanUserAgent(visitor.UserAgent));

    /// <returns>The one that failures are counted for; <see langword="null"/> for this machine, where a proxy may stand for everybody.</returns>
    public static string? Neighbourhood(Visitor visitor)
    {
        var address = AddressOf(visitor);
        if (address is null || IPAddress.IsLoopback(address))
        {
            return null;
        }

        // Whoever has one IPv6 address has the whole /64 to choose from.
        var bytes = address.GetAddressBytes();
        return Convert.ToHexString(bytes.AsSpan(0, bytes.Length == 16 ? 8 : 4));
    }

    private static IPAddress? AddressOf(Visitor visitor)
    {
        if (!IPAddress.TryParse(visitor.Address, out var address))
        {
            return null;
        }

        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
    }

    private static string CleanUserAgent(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > LongestUserAgent)
            {
                break;
            }

            clean.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
        }

        return clean.ToString().Trim();
    }
}
