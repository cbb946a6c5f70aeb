using System.Diagnostics;
using Npgsql;

namespace Lanekeeper.Storage.Clustering;

/// <summary>Starts the server of a folder, or finds it running, and waits until it answers.</summary>
internal sealed class ServerStarter(ClusterFolder folder, Binaries binaries, RunAs runAs, bool throwaway, string connectionString, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan PatienceWithLeftovers = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PatienceWithSilence = TimeSpan.FromSeconds(15);

    private static readonly string[] Settings =
    [
        "listen_addresses=", "unix_socket_permissions=0700", "max_connections=60", "shared_buffers=128MB", "maintenance_work_mem=64MB",
        "effective_cache_size=512MB", "max_wal_size=512MB", "wal_compression=on", "random_page_cost=1.1", "jit=off", "max_parallel_workers_per_gather=0",
        "max_locks_per_transaction=256", "timezone=UTC", "log_timezone=UTC", "cluster_name=lanekeeper", "logging_collector=on",
        "log_filename=postgresql-%a.log", "log_truncate_on_rotation=on", "log_rotation_age=1d", "log_rotation_size=0",
    ];

    private static readonly string[] ThrowawaySettings =
        ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_compression=off", "shared_buffers=64MB", "max_connections=300", "autovacuum=off", "max_wal_size=2GB"];

    /// <returns>The server, and whether it was running already.</returns>
    public async Task<(Postmaster Server, bool Found)> StartAsync(CancellationToken cancellationToken)
    {
        if (Postmaster.Find(folder) is { } running)
        {
            if (await AnswersAsync(running, PatienceWithSilence, cancellationToken))
            {
                return (running, true);
            }

            await EndAsync(running, cancellationToken);
        }

        var begun = time.GetTimestamp();
        while (true)
        {
            await ClusterMaker.WriteAccessAsync(folder, runAs, cancellationToken);
            var log = ServerLog.Mark(folder);
            var server = Launch();
            if (await BecomesReadyAsync(server, cancellationToken))
            {
                return (server, false);
            }

            var output = await log.ReadNewAsync(cancellationToken);
            if (!StartFailure.WillPass(output) || time.GetElapsedTime(begun) > PatienceWithLeftovers)
            {
                throw new StorageException(StartFailure.WordsFor(output, folder));
            }

            await Task.Delay(Pause * 5, time, cancellationToken);
        }
    }

    public async Task EndAsync(Postmaster server, CancellationToken cancellationToken)
    {
        var family = server.Children();
        server.StopFast();
        if (!await IsGoneAsync([server, .. family], TimeSpan.FromSeconds(60), cancellationToken))
        {
            server.StopNow();
            if (!await IsGoneAsync([server, .. family], TimeSpan.FromSeconds(10), cancellationToken))
            {
                throw new StorageException($"PostgreSQL (process {server.Pid}) does not stop. Look into {folder.Logs}.");
            }
        }
    }

    private async Task<bool> IsGoneAsync(IReadOnlyList<Postmaster> family, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (family.Any(one => one.IsAlive))
        {
            if (time.GetElapsedTime(begun) > patience)
            {
                return false;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return true;
    }

    // In a session of its own, so that Ctrl-C at the terminal reaches us and not it; what it prints goes to a file, so that it outlives us.
    private Postmaster Launch()
    {
        IReadOnlyList<string> command =
        [
            .. runAs.Prefix, "sh", "-c", "log=$1; shift; exec \"$@\" </dev/null >\"$log\" 2>&1", "sh", folder.StartLog, "setsid", binaries.Postgres, "-D", folder.Data,
            .. Settings.Append($"unix_socket_directories={folder.SocketFolder}").Append($"log_directory={folder.Logs}")
                .Concat(throwaway ? ThrowawaySettings : [])
                .SelectMany(setting => new[] { "-c", setting }),
        ];
        using var process = Process.Start(Programs.Describe(command, redirect: false))!;
        return new Postmaster(process.Id);
    }

    // Whoever breaks the start off wants no server left behind.
    private async Task<bool> BecomesReadyAsync(Postmaster server, CancellationToken cancellationToken)
    {
        try
        {
            return await AnswersAsync(server, Timeout.InfiniteTimeSpan, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(server, CancellationToken.None);
            throw;
        }
    }

    private async Task<bool> AnswersAsync(Postmaster server, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (server.IsAlive)
        {
            if (await ConnectsAsync(cancellationToken))
            {
                return true;
            }

            if (patience != Timeout.InfiniteTimeSpan && time.GetElapsedTime(begun) > patience)
            {
                return false;
            }

            await Task.Delay(Pause, time, cancellationToken);
        }

        return false;
    }

    private async Task<bool> ConnectsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync(cancellationToken);
            return true;
        }
        catch (PostgresException answer)
        {
            // A server that replays its log says so; any other word is from one that is up.
            return answer.SqlState != PostgresErrorCodes.CannotConnectNow;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
