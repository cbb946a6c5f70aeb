namespace Lanekeeper.Storage.Migrating;

/// <summary>A file that was applied.</summary>
internal sealed record AppliedMigration(string Room, string File, string Checksum);

/// <summary>Compares the files with the journal.</summary>
internal static class MigrationPlan
{
    /// <returns>The files still to be applied, in order.</returns>
    public static IReadOnlyList<MigrationFile> Of(IReadOnlyList<MigrationFile> files, IReadOnlyList<AppliedMigration> journal)
    {
        var applied = journal.ToDictionary(entry => (entry.Room, entry.File));

        // A newer program may have brought a room that this one has never heard of.
        foreach (var room in files.Select(file => file.Room).Union(journal.Select(entry => entry.Room)))
        {
            RefuseMissing(room, files, journal);
        }

        foreach (var file in files)
        {
            if (applied.TryGetValue((file.Room, file.Name), out var entry) && entry.Checksum != file.Checksum)
            {
                throw new StorageException(
                    $"Room {file.Room}: {file.Name} was changed after it had been applied to this database. Put it back as it was, and make the change in a new file with the next number.");
            }
        }

        return [.. files.Where(file => !applied.ContainsKey((file.Room, file.Name)))];
    }

    private static void RefuseMissing(string room, IReadOnlyList<MigrationFile> files, IReadOnlyList<AppliedMigration> journal)
    {
        var names = files.Where(file => file.Room == room).Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var done = journal.Where(entry => entry.Room == room).Select(entry => entry.File).Order(StringComparer.Ordinal).ToList();
        if (done.FirstOrDefault(name => !names.Contains(name)) is { } missing)
        {
            throw new StorageException(
                $"Room {room}: {missing} was applied to this database, and this program does not have it. The database belongs to a newer version of Lanekeeper: run that version.");
        }

        var late = names.Except(done).Where(name => done.Count > 0 && string.CompareOrdinal(name[..4], done[^1][..4]) < 0).Order(StringComparer.Ordinal).FirstOrDefault();
        if (late is not null)
        {
            throw new StorageException($"Room {room}: {late} comes before {done[^1]}, which is already applied. Give it the next number.");
        }
    }
}
