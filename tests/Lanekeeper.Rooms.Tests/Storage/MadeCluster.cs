using Lanekeeper.Storage;
using Lanekeeper.Storage.Clustering;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Rooms.Tests.Storage;

/// <summary>A durable cluster as the program makes it, made once and stopped: for tests of what comes after the first start.</summary>
public sealed class MadeCluster : IAsyncDisposable
{
    private readonly string _folder = TestCluster.NewFolder();
    private readonly Lazy<Task> _made;

    public MadeCluster() => _made = new(MakeAsync);

    /// <summary>Puts it into a data folder where nothing is yet.</summary>
    public async Task CopyToAsync(string folder)
    {
        await _made.Value;
        Directory.CreateDirectory(folder);
        var (code, output) = await Programs.RunAsync(["cp", "-a", Path.Combine(_folder, "postgres"), folder], CancellationToken.None);
        code.ShouldBe(0, output);
    }

    public async ValueTask DisposeAsync() => await TestCluster.TakeAwayAsync(_folder);

    private async Task MakeAsync()
    {
        await using var start = new StorageStart(new StorageOptions { DataFolder = _folder }, TimeProvider.System, NullLoggerFactory.Instance);
        await start.OpenAsync(CancellationToken.None);
    }
}
