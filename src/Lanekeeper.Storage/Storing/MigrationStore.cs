using Lanekeeper.Storage.Mapping;
using Lanekeeper.Storage.Migrating;
using Npgsql;

namespace Lanekeeper.Storage.Storing;

/// <summary>Reads and writes <c>storage.migration</c>, the journal of applied files.</summary>
internal static class MigrationStore
{
    public static async Task<IReadOnlyList<AppliedMigration>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await Commands.QueryAsync<AppliedMigration>(connection, Sql.Read, null, cancellationToken);
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return [];
        }
    }

    public static Task MakeAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Commands.ExecuteAsync(connection, Sql.Make, null, cancellationToken);

    public static Task AddAsync(NpgsqlConnection connection, MigrationFile file, CancellationToken cancellationToken) =>
        Commands.ExecuteAsync(connection, Sql.Add, new { file.Room, file = file.Name, file.Checksum }, cancellationToken);

    /// <summary>Ours in any database: "lanekeep" in ASCII.</summary>
    public static Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Commands.FindAsync<bool>(connection, "select pg_try_advisory_lock(7809632538026075504)", null, cancellationToken);

    public static Task UnlockAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        Commands.ExecuteAsync(connection, "select pg_advisory_unlock(7809632538026075504)", null, cancellationToken);

    internal static class Sql
    {
        public const string Make =
            """
            create schema if not exists storage;

            create table if not exists storage.migration (
                room       text        not null,
                file       text        not null,
                checksum   text        not null,
                applied_at timestamptz not null default now(),

                primary key (room, file)
            );
            """;

        public const string Read =
            """
            select room, file, checksum
            from storage.migration
            """;

        public const string Add =
            """
            insert into storage.migration (room, file, checksum)
            values (@room, @file, @checksum)
            """;
    }
}
