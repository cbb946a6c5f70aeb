using System.Net;
using System.Net.Sockets;

namespace Lanekeeper.Tools.Http;

/// <summary>Addresses that are not on the public internet, after IANA's special-purpose registries (RFC 6890 and its successors).</summary>
internal static class PrivateAddresses
{
    // The last is the machine behind every virtual machine of one large host; its number is public, it is not.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "3fff::/20", "168.63.129.16/32",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    // Of IPv6 only this much is given to the public internet; what is outside is loopback, link-local, unique local, multicast or nothing.
    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Contain(IPAddress address)
    {
        var plain = Unwrap(address);
        return (plain.AddressFamily == AddressFamily.InterNetworkV6 && !Public6.Contains(plain))
            || Special.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>IPv4 addresses that travel inside IPv6 ones are judged as what they are.</summary>
    private static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        return Nat64.Contains(address) ? new(bytes.AsSpan(12, 4))
            : SixToFour.Contains(address) ? new(bytes.AsSpan(2, 4))
            : address;
    }
}
