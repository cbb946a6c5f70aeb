namespace Lanekeeper.Storage;

/// <summary>Where the database is.</summary>
public sealed class StorageOptions
{
    /// <summary>The folder of this server's own files. Without <see cref="DatabaseUrl"/> the built-in PostgreSQL lives in it.</summary>
    public required string DataFolder { get; init; }

    /// <summary>A PostgreSQL of your own (15 or newer): <c>postgres://user:password@host/database</c> or an Npgsql connection string.</summary>
    public string? DatabaseUrl { get; init; }

    /// <summary>The most connections that this process holds at once.</summary>
    public int MostConnections { get; init; } = 20;

    /// <summary>For tests alone: a crash of the machine may lose everything, and nothing waits for the disk.</summary>
    internal bool Throwaway { get; init; }
}
