namespace Lanekeeper.Storage.Clustering;

/// <summary>As whom PostgreSQL runs: ourselves, or where we are root, which it refuses to be, an unprivileged user.</summary>
internal sealed record RunAs(string User, IReadOnlyList<string> Prefix)
{
    public bool IsOther => Prefix.Count > 0;

    public static async Task<RunAs> FindAsync(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return new RunAs(Environment.UserName, []);
        }

        foreach (var user in new[] { "postgres", "lanekeeper" })
        {
            if (await OfAsync(user, cancellationToken) is { } found)
            {
                return found;
            }
        }

        var (code, output) = await TryAsync(["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "lanekeeper"], cancellationToken);
        return (code == 0 ? await OfAsync("lanekeeper", cancellationToken) : null)
            ?? throw new StorageException($"PostgreSQL refuses to run as root, and there is no user 'postgres' to run it as. Make one: useradd --system lanekeeper. ({output})");
    }

    /// <summary>Makes a folder that belongs to this user alone, where everybody may put something.</summary>
    /// <exception cref="StorageException">Somebody else was there first; nothing of theirs was changed.</exception>
    public async Task MakeSharedPlaceAsync(string path, CancellationToken cancellationToken)
    {
        // Between looking and making somebody might be quicker. What is ours once it is there, nobody else can take away from a folder such as /tmp.
        await RefuseForeignAsync(path, cancellationToken);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await RefuseForeignAsync(path, cancellationToken);
        await MakeFolderAsync(path, cancellationToken);
    }

    private async Task RefuseForeignAsync(string path, CancellationToken cancellationToken)
    {
        var (missing, found) = await Programs.RunAsync(["stat", "-c", "%u %F", "--", path], cancellationToken);
        if (missing != 0)
        {
            return;
        }

        var (_, us) = await Programs.RunAsync(["id", "-u"], cancellationToken);
        var (_, them) = await Programs.RunAsync(["id", "-u", User], cancellationToken);
        if (found != $"{us} directory" && found != $"{them} directory")
        {
            var what = found.EndsWith(" directory", StringComparison.Ordinal) ? "that folder belongs to somebody else" : "that is a link or a file";
            throw new StorageException(
                $"PostgreSQL's socket would be in {path}, and {what}: Lanekeeper did not make it. Take it away, or choose a data folder with a shorter path (--data), or a TMPDIR of your own.");
        }
    }

    /// <summary>Makes a folder that belongs to this user alone.</summary>
    public async Task MakeFolderAsync(string path, CancellationToken cancellationToken)
    {
        if (!IsOther)
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }

        var (code, output) = await Programs.RunAsync(["install", "-d", "-m", "700", "-o", User, "-g", GroupOf(), path], cancellationToken);
        if (code != 0)
        {
            throw new StorageException($"Folder {path} cannot be made for user {User}: {output}");
        }

        var (reached, _) = await Programs.RunAsync([.. Prefix, "test", "-w", path], cancellationToken);
        if (reached != 0)
        {
            throw new StorageException(
                $"User {User}, as whom PostgreSQL runs because you are root, cannot enter {path}. Choose a data folder outside /root, such as --data /var/lib/lanekeeper.");
        }
    }

    private static async Task<RunAs?> OfAsync(string user, CancellationToken cancellationToken)
    {
        var (code, group) = await Programs.RunAsync(["id", "-g", user], cancellationToken);
        return code == 0 ? new RunAs(user, ["setpriv", $"--reuid={user}", $"--regid={group}", "--init-groups", "--"]) : null;
    }

    private static async Task<(int Code, string Output)> TryAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            return await Programs.RunAsync(command, cancellationToken);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return (127, missing.Message);
        }
    }

    private string GroupOf() => Prefix[2]["--regid=".Length..];
}
