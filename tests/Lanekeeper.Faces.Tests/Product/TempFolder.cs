using System.Globalization;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>A folder that a PostgreSQL of another user may enter, and that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    private const string Prefix = "lk-";

    private static int _count;

    static TempFolder() => Clean();

    public TempFolder()
    {
        var number = Interlocked.Increment(ref _count);
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{number}-{Guid.NewGuid().ToString("N")[..6]}"));
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Sub(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Delete(Path);

    /// <summary>Tests that were killed could not end what they had started, nor take it away.</summary>
    private static void Clean()
    {
        foreach (var folder in Directory.GetDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(folder)[Prefix.Length..].Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var owner) && !Directory.Exists($"/proc/{owner}"))
            {
                FolderProcesses.Kill(folder);
                Delete(folder);
            }
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // A server that is just ending may still be taking its files away; /tmp is not ours to wait for.
            return;
        }
    }
}
