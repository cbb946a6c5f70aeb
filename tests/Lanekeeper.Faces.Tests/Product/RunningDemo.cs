using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary><c>lanekeeper demo</c> as a newcomer runs it, while something else listens at the usual port.</summary>
public sealed class RunningDemo : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly TempFolder _folder = new();
    private readonly TcpListener _other = new(IPAddress.Loopback, new Uri(LocalServer.DefaultUrl).Port);
    private Process _process = null!;

    internal string Data => _folder.Sub("data");

    /// <summary>What it printed until it served.</summary>
    internal string Words { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        try
        {
            _other.Start();
        }
        catch (SocketException)
        {
            // Then it is taken without us, which is as good.
            _other.Dispose();
        }

        _process = new Process { StartInfo = new CommandWish("demo", "--data", Data).ToStart() };
        _process.ErrorDataReceived += (_, _) => { };
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginErrorReadLine();
        Words = await ReadAsync().WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        var code = await StopAsync();
        var left = FolderProcesses.Of(Data);
        _process.Dispose();
        _other.Dispose();
        _folder.Dispose();

        code.ShouldBe(ExitCodes.Ok, "Ctrl-C is how a demo ends well");
        left.ShouldBeEmpty();
    }

    /// <summary>Ends it as Ctrl-C does.</summary>
    private async Task<int> StopAsync()
    {
        using (var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    private async Task<string> ReadAsync()
    {
        var words = new List<string>();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            words.Add(line);
            if (line.Contains("Ctrl-C stops it", StringComparison.Ordinal))
            {
                break;
            }
        }

        return string.Join('\n', words);
    }
}
