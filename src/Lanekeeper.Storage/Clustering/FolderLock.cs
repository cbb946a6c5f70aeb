using System.Globalization;
using System.Text;

namespace Lanekeeper.Storage.Clustering;

/// <summary>One process per data folder. The system takes the lock back when the process ends, however it ends.</summary>
internal static class FolderLock
{
    public static FileStream Take(string path)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (taken is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path))
        {
            throw new StorageException(
                $"The data folder {Path.GetDirectoryName(path)} is in use by another Lanekeeper{Holder(path)}. Stop that one, or give this one a folder of its own (--data).", taken);
        }

        file.SetLength(0);
        file.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        file.Flush();
        return file;
    }

    private static string Holder(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        var pid = reader.ReadToEnd().Trim();
        return pid.Length > 0 ? $" (process {pid})" : "";
    }
}
