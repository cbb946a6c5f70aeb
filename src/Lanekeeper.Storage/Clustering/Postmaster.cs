using System.Globalization;
using System.Runtime.InteropServices;

namespace Lanekeeper.Storage.Clustering;

/// <summary>A running PostgreSQL, known by its process id and the moment of its start, whoever started it.</summary>
internal sealed record Postmaster(int Pid)
{
    private const int Interrupt = 2;
    private const int Quit = 3;

    // The number of one that died soon belongs to some other program.
    private readonly long? _started = StateOf(Pid)?.Started;

    public bool IsAlive => StateOf(Pid) is { } state && state.Kind != 'Z' && state.Started == _started;

    /// <summary>
    /// The server of this folder, if one lives. The pid file of a dead one is removed: in a container the same number
    /// soon belongs to some other program, and PostgreSQL would then refuse to start.
    /// </summary>
    public static Postmaster? Find(ClusterFolder folder)
    {
        if (!File.Exists(folder.PidFile))
        {
            return null;
        }

        var first = File.ReadLines(folder.PidFile).FirstOrDefault();
        if (int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Serves(pid, folder.Data))
        {
            return new Postmaster(pid);
        }

        File.Delete(folder.PidFile);
        return null;
    }

    /// <summary>Lets open statements break off, writes a checkpoint, ends.</summary>
    public void StopFast() => Signal(Interrupt);

    /// <summary>Ends at once; the next start recovers.</summary>
    public void StopNow() => Signal(Quit);

    /// <summary>The processes that the server has started, its log writer included, which outlives it by a moment.</summary>
    public IReadOnlyList<Postmaster> Children() =>
        [.. Directory.GetDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && StateOf(pid)?.Parent == Pid)
            .Select(pid => new Postmaster(pid))];

    private static bool Serves(int pid, string data)
    {
        if (pid <= 1 || ReadProc(pid, "cmdline") is not { } line)
        {
            return false;
        }

        var words = line.Split('\0');
        var at = Array.IndexOf(words, "-D");
        return Path.GetFileName(words[0]) is "postgres" or "postmaster" && at > 0 && at + 1 < words.Length && words[at + 1] == data;
    }

    // "123 (name of it) S 1 ...": the name may hold anything, so what counts stands behind the last bracket; the start is the 22nd of all, in ticks since the machine's.
    private static (char Kind, int Parent, long Started)? StateOf(int pid)
    {
        if (ReadProc(pid, "stat") is not { } stat)
        {
            return null;
        }

        var words = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (words[0][0], int.Parse(words[1], CultureInfo.InvariantCulture), long.Parse(words[19], CultureInfo.InvariantCulture));
    }

    private static string? ReadProc(int pid, string file)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/{file}");
            return text.Length > 0 ? text : null;
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Signal(int signal)
    {
        if (IsAlive && Kill(Pid, signal) != 0 && IsAlive)
        {
            throw new StorageException($"PostgreSQL (process {Pid}) cannot be stopped from here: it runs as another user. Stop it as that user.");
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}
