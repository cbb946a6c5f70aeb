using Lanekeeper.Ledger.Writing;

namespace Lanekeeper.Ledger.Spooling;

/// <summary>The files of a spool, <c>PROCESS_NUMBER.spool</c>: which life of the program wrote them, and in which order.</summary>
internal sealed class SpoolFolder(LedgerOptions options) : IDisposable
{
    private const string Ending = ".spool";

    private FileStream? _open;
    private int _number;

    public bool IsFull => options.Spool is { } folder && Directory.Exists(folder) && Files().Sum(LengthOf) > options.LargestSpool;

    public bool IsEmpty => Files().Count == 0;

    /// <returns>The oldest first.</returns>
    public IReadOnlyList<string> Files() =>
        options.Spool is { } folder && Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "*" + Ending).Order(StringComparer.Ordinal)] : [];

    /// <summary>Writes all of them, on the disk before it returns, or none: what nobody was told of must not be put in later.</summary>
    public async Task AppendAsync(IEnumerable<CallEntry> entries, CancellationToken cancellationToken)
    {
        _open ??= Open();
        var whole = _open.Length;
        try
        {
            await SpoolFile.AppendAsync(_open, entries, cancellationToken);
        }
        catch
        {
            TakeBack(_open, whole);
            throw;
        }
    }

    /// <summary>Ends the file that is written to, so that it can be read.</summary>
    public void Rotate()
    {
        _open?.Dispose();
        _open = null;
    }

    public static Guid ProcessOf(string file) => Guid.TryParse(Path.GetFileName(file).Split('_')[0], out var process) ? process : Guid.Empty;

    public void Dispose() => Rotate();

    private void TakeBack(FileStream file, long whole)
    {
        try
        {
            file.SetLength(whole);
        }
        catch (IOException)
        {
            // Half a line may stand there now, and what came behind it on the same line could not be read.
            Rotate();
        }
    }

    // It may have been put in, and be gone, just now.
    private static long LengthOf(string file) => new FileInfo(file) is { Exists: true } there ? there.Length : 0;

    private FileStream Open()
    {
        // Requests and answers are in there, so it is for nobody else.
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(options.Spool!);
        }
        else
        {
            Directory.CreateDirectory(options.Spool!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var path = Path.Combine(options.Spool!, FormattableString.Invariant($"{options.Process}_{++_number:D6}{Ending}"));
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }
}
