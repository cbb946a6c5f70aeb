using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Lanekeeper.Gateway.Serving;

/// <summary>
/// Connections of callers are probed while they are silent: an app waits for minutes for an answer that is not streamed, and what stands between
/// would forget it. A caller whose machine is gone is noticed within two minutes.
/// </summary>
internal static class ProbingListener
{
    private const int SilentSeconds = 30;
    private const int SecondsBetween = 15;
    private const int Probes = 6;

    /// <summary>What is set here, each connection that it takes inherits.</summary>
    public static Socket Make(EndPoint endpoint)
    {
        var listener = SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
        if (endpoint is IPEndPoint)
        {
            listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            listener.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilentSeconds);
            listener.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, SecondsBetween);
            listener.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        }

        return listener;
    }
}
