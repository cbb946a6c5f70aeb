using System.Net;
using System.Net.Sockets;

namespace Lanekeeper.Host.Serving;

/// <summary>Finds a port that nobody listens on, beginning with the one that is wanted.</summary>
internal static class Ports
{
    private const int Tries = 50;

    /// <returns>The same address with the first free port, or <see langword="null"/> when the next fifty are taken.</returns>
    public static string? NextFree(string url)
    {
        var wanted = new UriBuilder(url);
        var address = IPAddress.TryParse(wanted.Host, out var parsed) ? parsed : IPAddress.Loopback;
        for (var i = 0; i < Tries; i++, wanted.Port++)
        {
            if (IsFree(address, wanted.Port))
            {
                return wanted.Uri.GetLeftPart(UriPartial.Authority);
            }
        }

        return null;
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
