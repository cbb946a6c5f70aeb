namespace Lanekeeper.Faces.Tests.Product;

/// <summary>A folder that a PostgreSQL of another user may enter, and that goes with the test.</summary>
internal sealed class TempFolder : IDisposable
{
    public TempFolder()
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"lk-{Guid.CreateVersion7():N}"[..15] + Guid.CreateVersion7().ToString("N")[^6..]);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string Sub(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A server that is just ending may still be taking its files away; /tmp is not ours to wait for.
            return;
        }
    }
}
