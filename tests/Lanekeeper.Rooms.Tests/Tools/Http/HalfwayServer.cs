using System.Net;
using System.Net.Sockets;
using System.Text;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Tools.Http;

/// <summary>Begins each answer with a status of 200 and hangs up in the middle of the body.</summary>
internal sealed class HalfwayServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public HalfwayServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public ToolDefinition Declare(ToolDefinition tool) => tool with { Http = tool.Http! with { Url = Template.Parse($"http://{_listener.LocalEndpoint}/half").Value } };

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync();
                var buffer = new byte[4096];
                await socket.ReceiveAsync(buffer);
                await socket.SendAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"));
                socket.Shutdown(SocketShutdown.Send);

                // Whoever closes with something unread resets the connection, and what was sent is lost.
                while (await socket.ReceiveAsync(buffer) > 0)
                {
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
