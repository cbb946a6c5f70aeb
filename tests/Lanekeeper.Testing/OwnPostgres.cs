using Lanekeeper.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Testing;

/// <summary>A PostgreSQL of a test's own, which it may stop and start again on the same data.</summary>
public sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string _folder = TestCluster.NewFolder();
    private StorageStart? _running;

    private OwnPostgres()
    {
    }

    /// <summary>For a program that is to use it: its <c>LANEKEEPER_DATABASE_URL</c>.</summary>
    public string Url { get; private set; } = "";

    /// <summary>Skipped where there is no PostgreSQL, as with every test that needs one.</summary>
    public static async Task<OwnPostgres> StartAsync(CancellationToken cancellationToken)
    {
        await TestCluster.GetAsync();
        var own = new OwnPostgres();
        await own.ResumeAsync(cancellationToken);
        own.Url = $"postgres:///lanekeeper?host={Uri.EscapeDataString(own._running!.Cluster!.SocketFolder)}&user=lanekeeper";
        return own;
    }

    /// <summary>A pool on it that outlives its stops.</summary>
    public Database Open(TimeProvider? time = null) => StorageStart.Open(Url, time ?? TimeProvider.System);

    /// <summary>Every connection ends, and none is taken.</summary>
    public async Task StopAsync()
    {
        if (_running is { } running)
        {
            _running = null;
            await running.DisposeAsync();
        }
    }

    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        _running = new StorageStart(new StorageOptions { DataFolder = _folder, Throwaway = true }, TimeProvider.System, NullLoggerFactory.Instance);
        await _running.OpenAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await TestCluster.TakeAwayAsync(_folder);
    }
}
