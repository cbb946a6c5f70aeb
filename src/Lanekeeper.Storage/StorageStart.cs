using Lanekeeper.Storage.Connecting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lanekeeper.Storage;

/// <summary>Opens the database when the program starts, and closes it, with the built-in cluster, when it ends.</summary>
public sealed class StorageStart(StorageOptions options, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private Database? _database;

    /// <exception cref="InvalidOperationException">It was not opened yet.</exception>
    public Database Database => _database ?? throw new InvalidOperationException("The database is not open yet: call StorageStart.OpenAsync first.");

    /// <summary>The built-in cluster; <see langword="null"/> where an outside database is used.</summary>
    public BuiltInCluster? Cluster { get; private set; }

    /// <summary>Brings up the cluster where no database is given, makes the database where it is missing, checks that it is fit. Migrate next.</summary>
    /// <exception cref="StorageException">It cannot be had; the message says what to do and may be shown.</exception>
    public async Task<Database> OpenAsync(CancellationToken cancellationToken)
    {
        if (_database is not null)
        {
            return _database;
        }

        NpgsqlConnectionStringBuilder settings;
        if (string.IsNullOrWhiteSpace(options.DatabaseUrl))
        {
            Cluster = await BuiltInCluster.StartAsync(options, time, loggers.CreateLogger<BuiltInCluster>(), cancellationToken);
            settings = Cluster.Settings;
        }
        else
        {
            settings = ConnectionSettings.Read(options.DatabaseUrl);
        }

        var database = Of(settings, options.MostConnections, time);
        try
        {
            await ServerCheck.OpenAsync(database.Source, settings, cancellationToken);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }

        return _database = database;
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }
    }

    /// <summary>Looks at an outside database and makes nothing.</summary>
    /// <returns>Its server's version; <see langword="null"/> where the server is there and the database is not.</returns>
    /// <exception cref="StorageException">It cannot be had; the message says what to do and may be shown.</exception>
    public static async Task<Version?> LookAsync(string url, CancellationToken cancellationToken)
    {
        var settings = ConnectionSettings.Complete(ConnectionSettings.Read(url), 1);
        await using var source = SourceOf(settings);
        return await ServerCheck.LookAsync(source, settings, cancellationToken);
    }

    /// <summary>Whether this address of a database has a password in it; one that is not understood may have.</summary>
    public static bool HoldsPassword(string url)
    {
        try
        {
            return ConnectionSettings.Read(url) is { Password.Length: > 0 } or { SslPassword.Length: > 0 };
        }
        catch (StorageException)
        {
            return true;
        }
    }

    /// <summary>A database as it is given, unchecked.</summary>
    internal static Database Open(string url, TimeProvider time) => Of(ConnectionSettings.Read(url), 5, time);

    internal static Database Of(NpgsqlConnectionStringBuilder settings, int mostConnections, TimeProvider time)
    {
        ConnectionSettings.Complete(settings, mostConnections);
        return new Database(SourceOf(settings), SourceOf(ConnectionSettings.ForBatches(settings)), time);
    }

    internal static NpgsqlDataSource SourceOf(NpgsqlConnectionStringBuilder settings) => new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
}
