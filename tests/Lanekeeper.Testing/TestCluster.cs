using System.Globalization;
using Lanekeeper.Storage;
using Lanekeeper.Storage.Clustering;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Lanekeeper.Testing;

/// <summary>One private PostgreSQL per test process, gone when the process ends.</summary>
internal static class TestCluster
{
    private const string Prefix = "lanekeeper-test-";

    private static readonly Lazy<Task<BuiltInCluster>> Started = new(StartAsync);

    /// <summary>The cluster. Without PostgreSQL on the machine the test is skipped, or fails where <c>CI=true</c>.</summary>
    public static async Task<BuiltInCluster> GetAsync()
    {
        try
        {
            return await Started.Value;
        }
        catch (StorageException none) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(none.Message);
            throw;
        }
    }

    private static async Task<BuiltInCluster> StartAsync()
    {
        await CleanAsync();
        var folder = Path.Combine(Path.GetTempPath(), Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var options = new StorageOptions { DataFolder = folder, Throwaway = true };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveAsync(folder, CancellationToken.None).GetAwaiter().GetResult();
        return await BuiltInCluster.StartAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
    }

    // What a test process left behind that was killed.
    private static async Task CleanAsync()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && (pid == Environment.ProcessId || !Directory.Exists($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}")))
            {
                await RemoveAsync(folder, CancellationToken.None);
            }
        }
    }

    private static async Task RemoveAsync(string folder, CancellationToken cancellationToken)
    {
        try
        {
            if (Postmaster.Find(new ClusterFolder(folder)) is { } server)
            {
                var family = server.Children();
                server.StopNow();
                await Patiently.AskAsync(() => Task.FromResult(family.Append(server).Count(one => one.IsAlive)), alive => alive == 0, cancellationToken);
            }

            await DeleteAsync(folder, cancellationToken);
        }
        catch (Exception foreign) when (foreign is UnauthorizedAccessException or IOException or StorageException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"{folder} stays: {foreign.Message}");
        }
    }

    // A process on its way out may still have written a last file.
    private static async Task DeleteAsync(string folder, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
                return;
            }
            catch (IOException) when (tries < 20)
            {
                await Task.Delay(25, cancellationToken);
            }
        }
    }
}
