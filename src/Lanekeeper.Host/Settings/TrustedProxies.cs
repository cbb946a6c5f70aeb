using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Lanekeeper.Host.Settings;

/// <summary>The proxies that are believed about a visitor's address and scheme, beside those on this machine.</summary>
internal static class TrustedProxies
{
    public const string Name = "trusted_proxies";

    /// <param name="text">Addresses and networks, separated by commas; <see langword="null"/> for none.</param>
    public static Result<List<IPNetwork>> Read(string? text)
    {
        var networks = new List<IPNetwork>();
        foreach (var one in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (NetworkOf(one) is not { } network)
            {
                return Fault($"'{one}' in {Name} is no address and no network; write 10.0.0.5 or 10.0.0.0/24, several separated by commas.");
            }

            if (network.PrefixLength == 0)
            {
                return Fault($"'{one}' in {Name} is everybody, so that anybody could say that they are somebody else; write your proxy's address, or the network that only proxies have.");
            }

            networks.Add(network);
        }

        return networks;
    }

    /// <summary>Whom the framework believes; a visitor may come through several that are trusted.</summary>
    public static void Believe(ForwardedHeadersOptions forwarded, IReadOnlyList<IPNetwork> proxies)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var proxy in proxies)
        {
            forwarded.KnownIPNetworks.Add(proxy);
            forwarded.ForwardLimit = null;
        }
    }

    private static IPNetwork? NetworkOf(string text) =>
        !text.Contains('/', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(text, out var network) ? network
        : null;

    private static Problem Fault(string message) => new(ProblemKind.Invalid, "settings.bad-trusted-proxies", message);
}
