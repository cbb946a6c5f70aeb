using Npgsql;

namespace Lanekeeper.Storage.Connecting;

/// <summary>Makes sure that the database is there and fit for us.</summary>
internal static class ServerCheck
{
    private const int Oldest = 15;

    /// <exception cref="StorageException">It is not, and the message says what to do.</exception>
    public static async Task OpenAsync(NpgsqlDataSource source, NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(source, settings, cancellationToken);
            await RefuseUnfitAsync(connection, cancellationToken);
        }
        catch (NpgsqlException failed)
        {
            throw new StorageException(WordsFor(failed, settings), failed);
        }
    }

    /// <summary>As <see cref="OpenAsync"/>, but makes nothing.</summary>
    /// <returns>The server's version; <see langword="null"/> where the server is there and the database is not.</returns>
    /// <exception cref="StorageException">It is not fit or does not answer.</exception>
    public static async Task<Version?> LookAsync(NpgsqlDataSource source, NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await RefuseUnfitAsync(connection, cancellationToken);
            return connection.PostgreSqlVersion;
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return null;
        }
        catch (NpgsqlException failed)
        {
            throw new StorageException(WordsFor(failed, settings), failed);
        }
    }

    private static async Task<NpgsqlConnection> ConnectAsync(NpgsqlDataSource source, NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await CreateAsync(settings, cancellationToken);
            return await source.OpenConnectionAsync(cancellationToken);
        }
    }

    private static async Task CreateAsync(NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        var elsewhere = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(elsewhere.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        var name = (settings.Database ?? throw new StorageException("The database's address names no database: give one behind the host, as in postgres://user:password@host:5432/lanekeeper.")).Replace("\"", "\"\"", StringComparison.Ordinal);
        await using var command = new NpgsqlCommand($"create database \"{name}\" encoding 'UTF8' template template0", connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException twin) when (twin.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process of ours made it in the same moment, and that is as good.
            return;
        }
    }

    private static async Task RefuseUnfitAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (connection.PostgreSqlVersion.Major < Oldest)
        {
            throw new StorageException($"The database is PostgreSQL {connection.PostgreSqlVersion}; Lanekeeper needs {Oldest} or newer.");
        }

        await using var command = new NpgsqlCommand("select current_setting('server_encoding'), pg_is_in_recovery(), current_setting('transaction_read_only') = 'on'", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (reader.GetString(0) != "UTF8")
        {
            throw new StorageException($"The database's encoding is {reader.GetString(0)}; Lanekeeper needs one made with: create database {connection.Database} encoding 'UTF8' template template0.");
        }

        if (reader.GetBoolean(1))
        {
            throw new StorageException("The database is a standby and can only be read. Give the address of the primary, or add target_session_attrs=primary.");
        }

        if (reader.GetBoolean(2))
        {
            throw new StorageException("The database can only be read (default_transaction_read_only is on). Its administrator or its provider knows why; start again when it can be written to.");
        }
    }

    private static string WordsFor(NpgsqlException failed, NpgsqlConnectionStringBuilder settings)
    {
        var place = $"database '{settings.Database}' at {settings.Host}";
        return failed is PostgresException refused
            ? refused.SqlState switch
            {
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    $"The {place} refused user '{settings.Username}': check user and password in LANEKEEPER_DATABASE_URL.",
                PostgresErrorCodes.InsufficientPrivilege =>
                    $"User '{settings.Username}' may not create the {place}. Ask its administrator for: create database \"{settings.Database}\" owner \"{settings.Username}\" encoding 'UTF8' template template0;",
                PostgresErrorCodes.TooManyConnections => $"The {place} has no connection left: raise max_connections there, or stop other programs.",
                _ => $"The {place} refused: {refused.MessageText} ({refused.SqlState}).",
            }
            : $"The {place} does not answer: {(failed.InnerException ?? failed).Message} Check address, port and sslmode in LANEKEEPER_DATABASE_URL, and whether it runs.";
    }
}
