using Lanekeeper.Storage.Mapping;
using Lanekeeper.Storage.Migrating;
using Lanekeeper.Storage.Storing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Lanekeeper.Storage;

/// <summary>Brings the schemas of all rooms up to date, in the order in which the rooms were added.</summary>
public sealed partial class Migrator
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly ILogger<Migrator> _logger;
    private readonly IReadOnlyList<MigrationFile> _files;

    public Migrator(Database database, IEnumerable<RoomSchema> rooms, TimeProvider time, ILogger<Migrator> logger)
        : this(database, FilesOf(rooms), time, logger)
    {
    }

    internal Migrator(Database database, IReadOnlyList<MigrationFile> files, TimeProvider time, ILogger<Migrator> logger) =>
        (_database, _files, _time, _logger) = (database, files, time, logger);

    /// <returns>How many files were applied; most times none, which costs one query.</returns>
    /// <exception cref="StorageException">A file was changed or is missing, or PostgreSQL refused one (the message names room and file), or the user has no rights.</exception>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await BringUpToDateAsync(cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StorageException(
                $"The database's user may not do what is needed: {refused.MessageText} ({refused.SqlState}). Let it own the database, and all that is in it; every process uses the same user.",
                refused);
        }
    }

    private async Task<int> BringUpToDateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.Source.OpenConnectionAsync(cancellationToken);
        if ((await PlanAsync(connection, cancellationToken)).Count == 0)
        {
            return 0;
        }

        // Asked for again and again: one that waits inside PostgreSQL holds a snapshot, which "create index concurrently" waits for in turn.
        while (!await MigrationStore.TryLockAsync(connection, cancellationToken))
        {
            await Task.Delay(Pause, _time, cancellationToken);
        }

        try
        {
            return await ApplyAsync(connection, cancellationToken);
        }
        finally
        {
            // A connection that broke holds no lock any more.
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await MigrationStore.UnlockAsync(connection, CancellationToken.None);
            }
        }
    }

    private static List<MigrationFile> FilesOf(IEnumerable<RoomSchema> rooms) =>
        [.. rooms.Prepend(new RoomSchema("storage", typeof(Migrator).Assembly)).DistinctBy(room => room.Name).SelectMany(MigrationFile.Of)];

    private async Task<IReadOnlyList<MigrationFile>> PlanAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        MigrationPlan.Of(_files, await MigrationStore.ReadAsync(connection, cancellationToken));

    private async Task<int> ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await MigrationStore.MakeAsync(connection, cancellationToken);
        var plan = await PlanAsync(connection, cancellationToken);
        foreach (var file in plan)
        {
            try
            {
                await ApplyAsync(connection, file, cancellationToken);
            }
            catch (PostgresException refused)
            {
                throw new StorageException($"Room {file.Room}: PostgreSQL refused {file.Name}: {refused.MessageText} ({refused.SqlState}, at character {refused.Position}).", refused);
            }

            LogApplied(file.Room, file.Name);
        }

        return plan.Count;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationFile file, CancellationToken cancellationToken)
    {
        if (!file.IsTransactional)
        {
            foreach (var statement in SqlText.Split(file.Sql))
            {
                await RunAsync(connection, statement, cancellationToken);
            }

            await MigrationStore.AddAsync(connection, file, cancellationToken);
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await RunAsync(connection, file.Sql, cancellationToken);
        await MigrationStore.AddAsync(connection, file, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // No time limit: an index on a big table takes what it takes.
    private static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Applied migration {File} of {Room}.")]
    private partial void LogApplied(string room, string file);
}
