using System.Runtime.InteropServices;

namespace Lanekeeper.Tools.Outbox;

/// <summary>A renamed file is only there for good once its folder is on the disk, too; .NET has no call for that.</summary>
internal static class Disk
{
    private const int ReadOnly = 0;

    public static void SyncFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Open(path, ReadOnly);
        if (folder < 0)
        {
            throw new IOException($"{path} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        var result = Sync(folder);
        var why = Marshal.GetLastPInvokeErrorMessage();
        _ = Close(folder);
        if (result != 0)
        {
            throw new IOException($"{path} cannot be flushed: {why}");
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
