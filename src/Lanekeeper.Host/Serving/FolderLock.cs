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
            Directory.CreateDirectory(dataFolder);
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
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

    public void Dispose() => _file.Dispose();
}
