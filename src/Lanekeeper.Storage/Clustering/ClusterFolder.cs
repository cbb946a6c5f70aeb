using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lanekeeper.Storage.Clustering;

/// <summary>Where everything of the built-in cluster lies, below the server's data folder.</summary>
internal sealed class ClusterFolder
{
    // sockaddr_un holds 108 bytes with its closing zero.
    private const int LongestSocketPath = 107;

    public ClusterFolder(string dataFolder)
    {
        DataFolder = RealPath(Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder)));
        Root = Path.Combine(DataFolder, "postgres");
        SocketFolder = Fits(Root) ? Root : Path.Combine(Path.GetTempPath(), $"lanekeeper-{ShortName(Root)}");
        if (!Fits(SocketFolder))
        {
            throw new StorageException($"No room for PostgreSQL's socket: the path {SocketFolder} is too long. Choose a data folder with a shorter path (--data), or a shorter TMPDIR.");
        }
    }

    public string DataFolder { get; }

    /// <summary>Belongs to the user as whom PostgreSQL runs.</summary>
    public string Root { get; }

    public string Data => Path.Combine(Root, "data");

    /// <summary>Where a cluster is made; it gets its name when it is whole.</summary>
    public string Unfinished => Path.Combine(Root, "data.new");

    public string Logs => Path.Combine(Root, "log");

    public string StartLog => Path.Combine(Root, "start.log");

    public string SocketFolder { get; }

    public string LockFile => Path.Combine(DataFolder, "lanekeeper.lock");

    public string PidFile => Path.Combine(Data, "postmaster.pid");

    /// <returns>The version that the data were made with, or <see langword="null"/> where there are none.</returns>
    public int? Version()
    {
        var file = Path.Combine(Data, "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }

    // A running server is known by the path that it was started with, whichever link leads there today.
    private static string RealPath(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
        {
            return path;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return Directory.Exists(here) && Directory.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? RealPath(target.FullName) : here;
    }

    private static bool Fits(string folder) => Encoding.UTF8.GetByteCount(Path.Combine(folder, ".s.PGSQL.5432.lock")) <= LongestSocketPath;

    private static string ShortName(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];
}
