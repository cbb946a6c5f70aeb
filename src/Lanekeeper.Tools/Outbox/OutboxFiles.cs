using Lanekeeper.Tools.Executing;

namespace Lanekeeper.Tools.Outbox;

/// <summary>
/// Puts a file into the outbox once, whatever is cut off where, and although somebody may take it away at once:
///
///   .work/ID.part written -> .work/ID.done says so -> .part renamed to ID.eml
///
/// Each step is on the disk before the next. Whoever comes again finds in <c>.done</c>, which stays, that it was written; if the
/// part is still there the renaming is all that is missing.
/// </summary>
internal sealed class OutboxFiles(ToolsOptions options)
{
    private readonly string _work = Path.Combine(options.OutboxFolder, ".work");

    /// <returns>Why it cannot be said that the file was put there, or <see langword="null"/>.</returns>
    /// <exception cref="IOException">It was certainly not put there. So for <see cref="UnauthorizedAccessException"/>.</exception>
    public async Task<Execution?> PutAsync(Guid id, byte[] content)
    {
        Directory.CreateDirectory(_work);
        var name = $"{id}.eml";
        if (OpenMark(Path.Combine(_work, $"{id}.done")) is not { } mark)
        {
            return new Execution.Elsewhere(ToolProblems.OutboxBusy(name));
        }

        var part = Path.Combine(_work, $"{id}.part");
        await using (mark)
        {
            if (mark.Length == 0)
            {
                await WritePartAsync(part, content);
                mark.WriteByte((byte)'1');
                mark.Flush(flushToDisk: true);
                Disk.SyncFolder(_work);
            }

            return Publish(part, name);
        }
    }

    private Execution.Unknown? Publish(string part, string name)
    {
        if (File.Exists(part))
        {
            File.Move(part, Path.Combine(options.OutboxFolder, name), overwrite: true);
        }

        try
        {
            Disk.SyncFolder(options.OutboxFolder);
            return null;
        }
        catch (IOException exception)
        {
            return new Execution.Unknown(ToolProblems.OutboxUnsure(name, exception.Message));
        }
    }

    /// <summary>Opened for one at a time, in this process or another; <see langword="null"/> when somebody is at it.</summary>
    private static FileStream? OpenMark(string path)
    {
        try
        {
            return new FileStream(path, OnlyForUs(FileMode.OpenOrCreate, FileAccess.ReadWrite));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException && File.Exists(path))
        {
            return null;
        }
    }

    private static async Task WritePartAsync(string part, byte[] content)
    {
        try
        {
            await using var file = new FileStream(part, OnlyForUs(FileMode.Create, FileAccess.Write));
            await file.WriteAsync(content);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // On a full disk each try would leave some of it full.
            File.Delete(part);
            throw;
        }
    }

    private static FileStreamOptions OnlyForUs(FileMode mode, FileAccess access)
    {
        var how = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return how;
    }
}
