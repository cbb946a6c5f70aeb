namespace Lanekeeper.Host.Serving;

/// <summary>One server per data folder, with or without the built-in cluster. The kernel lets go of it when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    public static Result<FolderLock> Take(string dataFolder)
    {
        var path = Path.Combine(dataFolder, "server.lock");
        try
        {
            return new FolderLock(Open(dataFolder, path));
        }
        catch (IOException) when (File.Exists(path))
        {
            return new Problem(
                ProblemKind.Conflict,
                "server.folder-in-use",
                $"Another Lanekeeper runs on the data folder {dataFolder}. Stop it, or give this one a folder of its own: --data FOLDER.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemKind.Invalid, "server.folder-unusable", $"The data folder {dataFolder} cannot be used: {exception.Message} Give another with --data FOLDER or LANEKEEPER_DATA.");
        }
    }

    // What a new folder holds is nobody else's; whoever can read the file could hold the lock.
    private static FileStream Open(string dataFolder, string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(dataFolder);
        }
        else
        {
            Directory.CreateDirectory(dataFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    public void Dispose() => _file.Dispose();
}
