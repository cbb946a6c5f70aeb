using System.Globalization;
using Lanekeeper.Storage;
using Lanekeeper.Storage.Clustering;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Lanekeeper.Testing;

/// <summary>One private PostgreSQL per test process, gone when the process ends.</summary>
public static class TestCluster
{
    private const string Prefix = "lanekeeper-test-";

    private static readonly Lazy<Task<BuiltInCluster>> Started = new(StartAsync);

    private static string Own { get; } = Path.Combine(Path.GetTempPath(), Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));

    /// <summary>A folder for a cluster of a test's own. Should this process be killed, the next one ends what runs in it and takes it away.</summary>
    public static string NewFolder() => $"{Own}-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>Ends the cluster of such a folder, if one runs, and takes the folder away.</summary>
    public static Task TakeAwayAsync(string folder) => RemoveAsync(folder, CancellationToken.None);

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
        var options = new StorageOptions { DataFolder = Own, Throwaway = true };
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveAsync(Own, CancellationToken.None).GetAwaiter().GetResult();
        return await BuiltInCluster.StartAsync(options, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
    }

    // What a test process left behind that was killed.
    private static async Task CleanAsync()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            if (int.TryParse(Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
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
            if (!Directory.Exists(folder))
            {
                return;
            }

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
