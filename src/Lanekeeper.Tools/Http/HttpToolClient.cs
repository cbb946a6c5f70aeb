using System.Net;
using System.Net.Sockets;
using Lanekeeper.Project;

namespace Lanekeeper.Tools.Http;

/// <summary>
/// The sockets that tools call through. The address is checked after the name was resolved and is the very one that is
/// connected to, so a name that points inside, or changes its mind between check and use, leads nowhere.
/// </summary>
internal sealed class HttpToolClient(TimeProvider time) : IDisposable
{
    private readonly HttpClient _public = Make(allowPrivate: false);
    private readonly HttpClient _private = Make(allowPrivate: true);

    public HttpClient For(ToolDefinition tool) => tool.Http!.AllowPrivate ? _private : _public;

    public CancellationTokenSource Timeout(TimeSpan timeout) => new(timeout, time);

    public void Dispose()
    {
        _public.Dispose();
        _private.Dispose();
    }

    private static HttpClient Make(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowPrivate, cancellationToken),
    })
    {
        Timeout = System.Threading.Timeout.InfiniteTimeSpan,
    };

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowPrivate, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        if (!allowPrivate && addresses.Any(PrivateAddresses.Contain))
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
