using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Lanekeeper.Bench.Gateway;

/// <summary>A bare reverse proxy, which logs nothing and knows nothing.</summary>
internal sealed class NginxPeer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Process _process;

    private NginxPeer(Uri upstream)
    {
        var port = FreePort();
        Address = new Uri($"http://127.0.0.1:{port}/");
        var root = _folder.Sub("nginx");
        Directory.CreateDirectory(root);
        var settings = Path.Combine(root, "nginx.conf");
        File.WriteAllText(settings, $$"""
            daemon off; worker_processes auto; pid {{root}}/pid; error_log {{root}}/error.log;
            events { worker_connections 4096; }
            http {
              access_log off; client_body_temp_path {{root}}/b; proxy_temp_path {{root}}/p; fastcgi_temp_path {{root}}/f; uwsgi_temp_path {{root}}/u; scgi_temp_path {{root}}/s;
              upstream provider { server {{upstream.Authority}}; keepalive 256; }
              server { listen 127.0.0.1:{{port}}; location / { proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_buffering off; } }
            }
            """);
        _process = Process.Start(new ProcessStartInfo("nginx", ["-c", settings, "-p", root]) { RedirectStandardError = true })
            ?? throw new InvalidOperationException("nginx does not start; install it (Debian: nginx-light).");
    }

    public Uri Address { get; }

    public static async Task<NginxPeer> StartAsync(Uri upstream)
    {
        var peer = new NginxPeer(upstream);
        using var http = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync())
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(peer.Address, "v1/models"));
                return peer;
            }
            catch (HttpRequestException) when (!peer._process.HasExited)
            {
                // It is starting.
            }
        }

        return peer;
    }

    /// <summary>Of all its workers.</summary>
    public TimeSpan Cpu() => TimeSpan.FromMilliseconds(10 * Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(TicksOfWorker).Sum());

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    // proc(5): behind the name in brackets stand state, parent, ...; the 14th and 15th of all are user and system time in hundredths of a second.
    private long TicksOfWorker(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return int.Parse(fields[1], CultureInfo.InvariantCulture) == _process.Id
                ? long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)
                : 0;
        }
        catch (IOException)
        {
            // No process, or one that has ended.
            return 0;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
