using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>The processes of the machine that work on a folder: named on their command line, or standing in it.</summary>
internal static class FolderProcesses
{
    public static IReadOnlyList<string> Of(string folder) =>
        [.. Directory.GetDirectories("/proc").Where(one => int.TryParse(Path.GetFileName(one), out _)).Select(one => Describe(one, folder)).OfType<string>()];

    /// <summary>Ends them all, where that is allowed.</summary>
    public static void Kill(string folder)
    {
        foreach (var pid in Of(folder).Select(process => int.Parse(process.Split(':')[0], CultureInfo.InvariantCulture)))
        {
            try
            {
                using var process = Process.GetProcessById(pid);
                process.Kill();
            }
            catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                continue;
            }
        }
    }

    /// <summary>The PostgreSQL that serves a data folder.</summary>
    public static int Postmaster(string data) =>
        int.Parse(File.ReadLines(Path.Combine(data, "postgres", "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private static string? Describe(string process, string folder)
    {
        try
        {
            var command = Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(process, "cmdline"))).Replace('\0', ' ').Trim();
            var stands = new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
            var isOurs = command.Contains(folder, StringComparison.Ordinal) || stands?.StartsWith(folder, StringComparison.Ordinal) == true;

            // What has ended and is not yet collected has no command line.
            return isOurs && command.Length > 0 ? $"{Path.GetFileName(process)}: {command}" : null;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
