using System.Net;
using System.Net.Sockets;
using Lanekeeper.Project;

namespace Lanekeeper.Tools.Http;

/// <summary>
/// A connection of its own for one request: never one that the other side may have closed meanwhile, never a second try
/// behind our back, and it is known whether anything can have been sent. The address is checked after the name was resolved
/// and is the very one that is connected to, so a name that points inside, or changes its mind between check and use, leads nowhere.
/// </summary>
internal sealed class HttpToolCall : IDisposable
{
    private readonly HttpClient _client;
    private readonly bool _allowPrivate;
    private volatile bool _isConnected;

    public HttpToolCall(HttpTool tool)
    {
        _allowPrivate = tool.AllowPrivate;
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = tool.Timeout,
            ConnectCallback = ConnectAsync,
            PlaintextStreamFilter = MarkConnected,
        })
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Once the connection stands, TLS included, the request is on its way. Before that, certainly nothing was sent.</summary>
    public bool MayHaveSent => _isConnected;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    public void Dispose() => _client.Dispose();

    private ValueTask<Stream> MarkConnected(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken)
    {
        _isConnected = true;
        return ValueTask.FromResult(context.PlaintextStream);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        IPAddress[] addresses = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (!_allowPrivate && addresses.Any(PrivateAddresses.Contain))
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name resolved to an address that is not on the public internet.</summary>
internal sealed class PrivateAddressException : Exception;
