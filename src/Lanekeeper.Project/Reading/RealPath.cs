namespace Lanekeeper.Project.Reading;

/// <summary>Where a path leads when each of its parts that is a link has been followed, as the system follows it; the rest may be missing.</summary>
internal static class RealPath
{
    // The system's own limit: past it, links lead in a circle.
    private const int MostLinks = 40;

    /// <exception cref="IOException">Its links lead in a circle.</exception>
    public static string Of(string path)
    {
        var root = Path.GetPathRoot(Path.GetFullPath(path))!;
        var (here, links, rest) = (root, 0, new Stack<string>());
        Push(rest, Path.GetFullPath(path));
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                here = Path.GetDirectoryName(here) ?? root;
            }
            else if (new FileInfo(Path.Combine(here, part)).LinkTarget is not { } target)
            {
                here = Path.Combine(here, part);
            }
            else if (++links > MostLinks)
            {
                throw new IOException($"{path} is a circle of links.");
            }
            else
            {
                here = Path.IsPathRooted(target) ? root : here;
                Push(rest, target);
            }
        }

        return here;
    }

    private static void Push(Stack<string> rest, string path)
    {
        foreach (var part in path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse())
        {
            rest.Push(part);
        }
    }
}
