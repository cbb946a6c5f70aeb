using Lanekeeper.Project.Deploying;
using Lanekeeper.Storage;

namespace Lanekeeper.Project.Storing;

/// <summary>Reads and writes <c>project.snapshot</c> and the files in it; nothing outside this file does.</summary>
internal sealed class SnapshotStore(Database database)
{
    /// <returns><see langword="null"/> when there is no such snapshot.</returns>
    public async Task<ProjectFiles?> FindAsync(string hash, CancellationToken cancellationToken)
    {
        var files = await database.QueryAsync<StoredFile>(Sql.Files, new { hash }, cancellationToken);
        return files.Count == 0
            ? null
            : new(files.Select(file => KeyValuePair.Create(file.Path, (ReadOnlyMemory<byte>)file.Content)));
    }

    /// <summary>Stores what is not there yet.</summary>
    public static async Task AddAsync(DatabaseTransaction transaction, string hash, string project, ProjectFiles files, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await transaction.ExecuteAsync(Sql.Add, new { hash, project, now }, cancellationToken) == 0)
        {
            return;
        }

        var paths = files.Contents.Keys.Order(StringComparer.Ordinal).ToArray();
        var contents = paths.Select(path => files.Contents[path].ToArray()).ToArray();
        var hashes = contents.Select(content => SnapshotHash.OfFile(content)).ToArray();
        await transaction.ExecuteAsync(Sql.AddFiles, new { hashes, contents }, cancellationToken);
        await transaction.ExecuteAsync(Sql.AddPaths, new { hash, paths, hashes }, cancellationToken);
    }

    internal static class Sql
    {
        public const string Files =
            """
            select s.path, f.content
            from project.snapshot_file s
            join project.file f on f.hash = s.file
            where s.snapshot = @hash
            """;

        public const string Add =
            """
            insert into project.snapshot (hash, project, stored_at)
            values (@hash, @project, @now)
            on conflict do nothing
            """;

        // In one order always: two that store the same files at once then wait for each other and never lock each other out.
        public const string AddFiles =
            """
            insert into project.file (hash, content)
            select distinct on (hash) hash, content
            from unnest(@hashes::text[], @contents::bytea[]) as given (hash, content)
            order by hash
            on conflict do nothing
            """;

        public const string AddPaths =
            """
            insert into project.snapshot_file (snapshot, path, file)
            select @hash, path, hash
            from unnest(@paths::text[], @hashes::text[]) as given (path, hash)
            """;
    }
}

internal sealed record StoredFile(string Path, byte[] Content);
