using System.Net.Sockets;

namespace Lanekeeper.Models.Providing;

/// <summary>
/// Connections that are never silent for long. A provider may think for many minutes before the first byte of an answer that is not streamed; what stands
/// between (NAT, firewalls) forgets a silent connection after one to six, and tells nobody: the answer would be waited for until the deadline.
/// The probes are TCP's own, so neither side's HTTP sees them; one that is not answered for two minutes is a lost connection.
/// </summary>
internal static class ProbedConnections
{
    private const int SilentSeconds = 30;
    private const int SecondsBetween = 15;
    private const int Probes = 6;

    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilentSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SecondsBetween);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
