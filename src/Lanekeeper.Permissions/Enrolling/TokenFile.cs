using System.Security.Cryptography;
using System.Text;

namespace Lanekeeper.Permissions.Enrolling;

/// <summary>A file with one line, mode 0600, that is always whole.</summary>
internal static class TokenFile
{
    private const int Longest = 1024;
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static bool IsPrivate(string path) =>
        new FileInfo(path) is { Exists: true, LinkTarget: null } && (OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == OnlyOwner);

    /// <returns>The line, or <see langword="null"/> when this is no token file.</returns>
    public static async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        if (file.Length > Longest)
        {
            return null;
        }

        using var reader = new StreamReader(file, Encoding.ASCII);
        return (await reader.ReadToEndAsync(cancellationToken)).Trim();
    }

    /// <summary>Writes beside it and then takes its place, so that nobody ever reads half a token.</summary>
    public static async Task WriteAsync(string path, string line, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(folder);
        var fresh = Path.Combine(folder, $".{Path.GetFileName(path)}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OnlyOwner;
        }

        try
        {
            await using (var file = new FileStream(fresh, options))
            {
                await file.WriteAsync(Encoding.ASCII.GetBytes($"{line}\n"), cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
