using System.Globalization;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Server;

/// <summary>The token file beside a server's data: only the user who runs the server may read it.</summary>
internal static class LocalToken
{
    private const int LongestToken = 4_096;

    public static Result<string> Read(string folder)
    {
        var read = ReadFile(LocalServer.TokenFile(folder));
        return read.Problem is { Kind: ProblemKind.Denied } ? Closed(folder) : read;
    }

    public static Result<string> ReadFile(string path)
    {
        try
        {
            return new FileInfo(path).Length > LongestToken
                ? new Problem(ProblemKind.Invalid, "cli.bad-token-file", $"{path} is too big to be a key's file.")
                : File.ReadAllText(path).Trim();
        }
        catch (UnauthorizedAccessException)
        {
            return new Problem(ProblemKind.Denied, "cli.token-not-readable", $"You may not read {path}.");
        }
        catch (IOException exception)
        {
            return new Problem(ProblemKind.Invalid, "cli.no-token-file", $"{path} cannot be read: {exception.Message}");
        }
    }

    /// <summary>Whether the folder is there and this user may not look into it.</summary>
    public static bool IsClosed(string folder)
    {
        try
        {
            return Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Take(1).All(_ => true);
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static Problem Closed(string folder)
    {
        var owner = LocalServer.Find(folder) is { } server ? UserOf(server.ProcessId) : null;
        var whom = owner is null ? "the user who runs the server" : owner;
        return new(ProblemKind.Denied, "cli.token-not-readable",
            $"The local token in {folder} belongs to {whom}. Run this as {whom}{(owner is null ? "" : $" (`sudo -u {owner} lanekeeper ...`)")}, or give a key of your own with --token-file or LANEKEEPER_TOKEN.");
    }

    private static string? UserOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process.ToString(CultureInfo.InvariantCulture)}/status").FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal));
            var id = line?.Split('\t', StringSplitOptions.RemoveEmptyEntries).ElementAtOrDefault(1);
            return id is null ? null : File.ReadLines("/etc/passwd").Select(entry => entry.Split(':')).FirstOrDefault(entry => entry.Length > 2 && entry[2] == id)?[0];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
