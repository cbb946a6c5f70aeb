namespace Lanekeeper.Web.Serving;

internal static class PrivateFolder
{
    public static DirectoryInfo Of(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
