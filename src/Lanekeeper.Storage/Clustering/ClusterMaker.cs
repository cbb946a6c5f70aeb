namespace Lanekeeper.Storage.Clustering;

/// <summary>Makes the cluster's folder and, the first time, the cluster.</summary>
internal static class ClusterMaker
{
    public const string User = "lanekeeper";

    private const long RoomNeeded = 256L << 20;

    public static async Task MakeAsync(ClusterFolder folder, Binaries binaries, RunAs runAs, bool throwaway, CancellationToken cancellationToken)
    {
        var room = new DriveInfo(folder.Root).AvailableFreeSpace;
        if (room < RoomNeeded)
        {
            throw new StorageException($"The disk under {folder.DataFolder} has {room >> 20} MB left; a new database needs {RoomNeeded >> 20} MB. Make room, or choose another data folder (--data).");
        }

        var (code, output) = await InitAsync(folder, binaries, runAs, throwaway, ["--lc-ctype=C.UTF-8"], cancellationToken);
        if (code != 0 && output.Contains("invalid locale name", StringComparison.Ordinal))
        {
            (code, output) = await InitAsync(folder, binaries, runAs, throwaway, [], cancellationToken);
        }

        if (code != 0)
        {
            throw new StorageException(StartFailure.WordsFor(output, folder));
        }

        Directory.Move(folder.Unfinished, folder.Data);
    }

    /// <summary>Who may connect: over the socket alone, and only the system's users that are us. There is no password to lose.</summary>
    public static async Task WriteAccessAsync(ClusterFolder folder, RunAs runAs, CancellationToken cancellationToken)
    {
        var users = new[] { "root", runAs.User, Environment.UserName }.Distinct().Select(user => $"lk \"{user}\" {User}");

        // Written as the user whose folder it is: root follows nobody's links.
        const string Script = "printf 'local all all peer map=lk\\n' > \"$1/pg_hba.conf\" && printf '%s\\n' \"$2\" > \"$1/pg_ident.conf\"";
        var (code, output) = await Programs.RunAsync([.. runAs.Prefix, "sh", "-c", Script, "sh", folder.Data, string.Join('\n', users)], cancellationToken);
        if (code != 0)
        {
            throw new StorageException(StartFailure.WordsFor(output, folder));
        }
    }

    // Order of texts by bytes, the same on every machine; upper and lower case as Unicode knows them.
    private static async Task<(int Code, string Output)> InitAsync(
        ClusterFolder folder, Binaries binaries, RunAs runAs, bool throwaway, IReadOnlyList<string> more, CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder.Unfinished))
        {
            Directory.Delete(folder.Unfinished, recursive: true);
        }

        IReadOnlyList<string> command =
        [
            .. runAs.Prefix, binaries.InitDb, "-D", folder.Unfinished, "-U", User, "-A", "peer", "--encoding=UTF8", "--locale=C", .. more,
            "--data-checksums", "--no-instructions", .. throwaway ? ["--no-sync"] : Array.Empty<string>(),
        ];
        return await Programs.RunAsync(command, cancellationToken);
    }
}
