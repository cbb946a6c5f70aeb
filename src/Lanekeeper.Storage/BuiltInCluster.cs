using System.ComponentModel;
using Lanekeeper.Storage.Clustering;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lanekeeper.Storage;

/// <summary>
/// A private PostgreSQL in the data folder, over a Unix socket alone. It outlives a crash of this program, which finds it again;
/// when it dies itself, it is started again and recovers.
/// </summary>
public sealed partial class BuiltInCluster : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly ClusterFolder _folder;
    private readonly ServerStarter _starter;
    private readonly FileStream _lock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private Postmaster _server;
    private Task _watch = Task.CompletedTask;
    private bool _isLetGo;

    private BuiltInCluster(ClusterFolder folder, ServerStarter starter, FileStream taken, Postmaster server, TimeProvider time, ILogger logger) =>
        (_folder, _starter, _lock, _server, _time, _logger) = (folder, starter, taken, server, time, logger);

    /// <summary>The PostgreSQL programs that a new cluster would run on.</summary>
    /// <exception cref="StorageException">There are none that fit; the message says what to do.</exception>
    public static async Task<string> FindProgramsAsync(CancellationToken cancellationToken)
    {
        var found = await Binaries.FindAsync(null, cancellationToken);
        return $"PostgreSQL {found.Version} in {found.Folder}";
    }

    /// <summary>For psql: <c>psql -h SocketFolder -U lanekeeper lanekeeper</c>.</summary>
    public string SocketFolder => _folder.SocketFolder;

    public int ProcessId => _server.Pid;

    internal NpgsqlConnectionStringBuilder Settings => SettingsOf(_folder);

    internal Database Open(string database, int mostConnections)
    {
        var settings = Settings;
        settings.Database = database;
        return StorageStart.Of(settings, mostConnections, _time);
    }

    /// <exception cref="StorageException">It cannot be had; the message says what to do.</exception>
    public static async Task<BuiltInCluster> StartAsync(StorageOptions options, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var folder = new ClusterFolder(options.DataFolder);
        var taken = TakeFolder(folder);
        try
        {
            var begun = time.GetTimestamp();
            var (starter, version) = await PrepareAsync(folder, options, time, cancellationToken);
            var (server, found) = await starter.StartAsync(cancellationToken);
            var cluster = new BuiltInCluster(folder, starter, taken, server, time, logger);
            cluster._watch = cluster.WatchAsync(cluster._stopping.Token);
            cluster.LogStarted(version, found ? "found running" : "started", server.Pid, folder.Root, (int)time.GetElapsedTime(begun).TotalMilliseconds);
            return cluster;
        }
        catch (Exception failed)
        {
            await taken.DisposeAsync();
            if (failed is UnauthorizedAccessException or IOException or Win32Exception)
            {
                throw new StorageException(
                    $"The built-in PostgreSQL in {folder.Root} cannot be used: {failed.Message} The folder belongs to the user who used it first; give another one (--data). "
                    + "The programs setpriv, setsid, id and install (packages util-linux, coreutils) must be there.",
                    failed);
            }

            throw;
        }
    }

    /// <summary>Ends PostgreSQL and every process of it.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!await LetGoAsync())
        {
            return;
        }

        try
        {
            await _starter.EndAsync(_server, cancellationToken);
            LogStopped(_server.Pid);
        }
        finally
        {
            await _lock.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        _stopping.Dispose();
    }

    /// <summary>For tests alone: gives the folder up and leaves the server running, as a killed process does.</summary>
    internal async Task AbandonAsync()
    {
        if (await LetGoAsync())
        {
            await _lock.DisposeAsync();
        }
    }

    private async Task<bool> LetGoAsync()
    {
        if (Interlocked.Exchange(ref _isLetGo, true))
        {
            return false;
        }

        await _stopping.CancelAsync();
        await _watch;
        return true;
    }

    private static FileStream TakeFolder(ClusterFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.DataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            if (Environment.IsPrivilegedProcess)
            {
                // PostgreSQL's user must pass through, and need not look around.
                File.SetUnixFileMode(folder.DataFolder, File.GetUnixFileMode(folder.DataFolder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
            }

            return FolderLock.Take(folder.LockFile);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new StorageException($"The data folder {folder.DataFolder} cannot be written: {refused.Message} Give another one (--data or LANEKEEPER_DATA), or make room and permission there.", refused);
        }
    }

    private static async Task<(ServerStarter Starter, int Version)> PrepareAsync(ClusterFolder folder, StorageOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var runAs = await RunAs.FindAsync(cancellationToken);
        await runAs.MakeFolderAsync(folder.Root, cancellationToken);
        if (folder.SocketFolder != folder.Root)
        {
            await runAs.MakeSharedPlaceAsync(folder.SocketFolder, cancellationToken);
        }

        var binaries = await Binaries.FindAsync(folder.Version(), cancellationToken);
        if (folder.Version() is null)
        {
            await ClusterMaker.MakeAsync(folder, binaries, runAs, options.Throwaway, cancellationToken);
        }

        var probe = SettingsOf(folder);
        (probe.Pooling, probe.Timeout) = (false, 5);
        return (new ServerStarter(folder, binaries, runAs, options.Throwaway, probe.ConnectionString, time), binaries.Version);
    }

    private static NpgsqlConnectionStringBuilder SettingsOf(ClusterFolder folder) => new()
    {
        Host = folder.SocketFolder,
        Username = ClusterMaker.User,
        Database = "lanekeeper",
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    };

    // Its end is looked for, not waited for: a server that was found running is not our child.
    private async Task WatchAsync(CancellationToken stopping)
    {
        var trouble = new Trouble("The built-in PostgreSQL runs", _time, _logger);
        var (pause, mourned) = (Look, 0);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(pause, _time, stopping);
                if (!_server.IsAlive)
                {
                    if (_server.Pid != mourned)
                    {
                        LogDied(mourned = _server.Pid);
                    }

                    (_server, _) = await _starter.StartAsync(stopping);
                    LogRecovered(_server.Pid);
                    trouble.Over();
                }

                pause = Look;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it is, as a machine that has no room for another process: who stops watching never starts it again.
            catch (Exception failed)
#pragma warning restore CA1031
            {
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
                if (trouble.IsNews(failed))
                {
                    LogNotRecovered(failed, LongestPause);
                }
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "PostgreSQL {Version} {How} (process {Pid}, {Folder}) in {Milliseconds} ms.")]
    private partial void LogStarted(int version, string how, int pid, string folder, int milliseconds);

    [LoggerMessage(LogLevel.Information, "PostgreSQL (process {Pid}) stopped.")]
    private partial void LogStopped(int pid);

    [LoggerMessage(LogLevel.Error, "PostgreSQL (process {Pid}) died; starting it again.")]
    private partial void LogDied(int pid);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL is back (process {Pid}).")]
    private partial void LogRecovered(int pid);

    [LoggerMessage(LogLevel.Error, "PostgreSQL does not start again; tried again and again, at least every {Pause}.")]
    private partial void LogNotRecovered(Exception exception, TimeSpan pause);
}
