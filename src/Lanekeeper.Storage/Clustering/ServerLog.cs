namespace Lanekeeper.Storage.Clustering;

/// <summary>What PostgreSQL has said since a moment. What it said before may be about a trouble long gone.</summary>
internal sealed class ServerLog
{
    private const int MostRead = 8192;

    private readonly ClusterFolder _folder;
    private readonly FileInfo? _newest;

    private ServerLog(ClusterFolder folder, FileInfo? newest) => (_folder, _newest) = (folder, newest);

    public static ServerLog Mark(ClusterFolder folder) => new(folder, Newest(folder));

    public async Task<string> ReadNewAsync(CancellationToken cancellationToken)
    {
        var started = File.Exists(_folder.StartLog) ? await File.ReadAllTextAsync(_folder.StartLog, cancellationToken) : "";
        return Newest(_folder) is { } log ? $"{started}\n{await ReadAsync(log, cancellationToken)}" : started;
    }

    private async Task<string> ReadAsync(FileInfo log, CancellationToken cancellationToken)
    {
        var known = log.FullName == _newest?.FullName && log.Length >= _newest.Length ? _newest.Length : 0;
        await using var file = new FileStream(log.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Seek(Math.Max(known, file.Length - MostRead), SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static FileInfo? Newest(ClusterFolder folder) =>
        Directory.Exists(folder.Logs) ? new DirectoryInfo(folder.Logs).GetFiles("*.log").MaxBy(file => file.LastWriteTimeUtc) : null;
}
