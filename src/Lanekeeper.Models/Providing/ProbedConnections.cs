using System.Net;
using System.Net.Sockets;

namespace Lanekeeper.Models.Providing;

/// <summary>
/// Connections that are never silent for long. A provider may think for many minutes before the first byte of an answer that is not streamed; what stands
/// between (NAT, firewalls) forgets a silent connection after one to six, and tells nobody: the answer would be waited for until the deadline.
/// The probes are TCP's own, so neither side's HTTP sees them; one that is not answered for two minutes is a lost connection.
/// </summary>
internal sealed class ProbedConnections(TimeProvider time)
{
    private const int SilentSeconds = 30;
    private const int SecondsBetween = 15;
    private const int Probes = 6;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var first = new FirstToConnect((address, stop) => DialAsync(new IPEndPoint(address, port), stop), time);
        return new NetworkStream(await first.ConnectAsync(addresses, cancellationToken), ownsSocket: true);
    }

    private static async Task<Socket> DialAsync(IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilentSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SecondsBetween);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
            await socket.ConnectAsync(endpoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
