using System.Globalization;

namespace Lanekeeper.Storage.Clustering;

/// <summary>One process per data folder. The system takes the lock back when the process ends, however it ends.</summary>
internal static class FolderLock
{
    public static FileStream Take(string path)
    {
        FileStream file;
        try
        {
            // Who may read it could hold the lock.
            file = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new StorageException(
                $"The data folder {Path.GetDirectoryName(path)} is in use by another Lanekeeper{Holder(path)}. Stop that one, or give this one a folder of its own (--data).", taken);
        }

        // Beside it, not in it: not even reading gets past a lock.
        File.WriteAllText(path + ".pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return file;
    }

    private static string Holder(string path) => File.Exists(path + ".pid") ? $" (process {File.ReadAllText(path + ".pid")})" : "";
}
