namespace Lanekeeper.Project.Reading;

/// <summary>Reads folders from disk, bounded in number and size of files. Hidden files are left out; symbolic links, of folders too, are refused below the project's own.</summary>
internal static class FolderReader
{
    private const int MostFiles = 2_000;
    private const int LargestFile = 1024 * 1024;
    private const int LargestFolder = 32 * LargestFile;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden,
        IgnoreInaccessible = false,
        MaxRecursionDepth = 16,
    };

    private static readonly string[] Folders = ["workflows", "prompts", "schemas", "evals"];

    /// <summary>The files that make a snapshot: <c>lanekeeper.yaml</c> and the four folders beside it.</summary>
    public static Result<ProjectFiles> ReadProject(string folder)
    {
        var main = Path.Combine(folder, Checking.ProjectChecker.MainFile);
        if (!File.Exists(main))
        {
            return ProjectProblems.NoProject(folder);
        }

        var folders = Folders.Select(name => new DirectoryInfo(Path.Combine(folder, name))).Where(each => each.Exists);
        return Read(folder, folder, () => folders.SelectMany(each => Entries(each).Prepend(each)).Prepend(new FileInfo(main)));
    }

    /// <summary>The documents of a source, by path from its own folder.</summary>
    public static Result<ProjectFiles> ReadDocuments(string folder, string path)
    {
        var root = new DirectoryInfo(Path.Combine(folder, path));
        return root.Exists
            ? Read(folder, root.FullName, () => Way(folder, path).Concat(Entries(root).Where(entry => entry is DirectoryInfo || entry.Extension is ".md" or ".txt")))
            : ProjectProblems.Unreadable(path, "there is no such folder");
    }

    /// <summary>The folders from the project's own, which may well be reached by a link, to one below it.</summary>
    private static IEnumerable<DirectoryInfo> Way(string folder, string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts.Select((_, index) => new DirectoryInfo(Path.Combine([folder, .. parts[..(index + 1)]])));
    }

    // A folder comes before what is in it, so who stops at a link has not looked behind it.
    private static IEnumerable<FileSystemInfo> Entries(DirectoryInfo folder) => folder.EnumerateFileSystemInfos("*", Everything);

    /// <param name="project">What is said of a file goes by its path from here.</param>
    /// <param name="folder">What is read goes by its path from here.</param>
    private static Result<ProjectFiles> Read(string project, string folder, Func<IEnumerable<FileSystemInfo>> list)
    {
        try
        {
            return ReadAll(project, folder, list());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ProjectProblems.Unreadable(folder, failure.Message);
        }
    }

    private static Result<ProjectFiles> ReadAll(string project, string folder, IEnumerable<FileSystemInfo> entries)
    {
        var contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var total = 0L;
        foreach (var entry in entries)
        {
            var name = PathFrom(project, entry);
            if (entry.LinkTarget is not null)
            {
                return ProjectProblems.Unreadable(name, $"it is a symbolic link; put the {(entry is FileInfo ? "file" : "folder")} itself there");
            }

            if (entry is not FileInfo file)
            {
                continue;
            }

            if (file.Length > LargestFile || (total += file.Length) > LargestFolder || contents.Count == MostFiles)
            {
                return ProjectProblems.TooBig($"{name}: one file may have 1 MB, all together 32 MB, and {MostFiles} files are read at most. Nothing was read.");
            }

            contents.Add(PathFrom(folder, file), File.ReadAllBytes(file.FullName));
        }

        return new ProjectFiles(contents);
    }

    private static string PathFrom(string folder, FileSystemInfo entry) => Path.GetRelativePath(folder, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
}
