namespace Lanekeeper.Project.Reading;

/// <summary>Reads folders from disk, bounded in number and size of files. Hidden files are left out; symbolic links are refused.</summary>
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
        return Read(folder, () => folders.SelectMany(each => Files(each)).Prepend(new FileInfo(main)));
    }

    /// <summary>The documents of a source, by path from its own folder.</summary>
    public static Result<ProjectFiles> ReadDocuments(string folder, string path)
    {
        var root = new DirectoryInfo(Path.Combine(folder, path));
        return root.Exists
            ? Read(root.FullName, () => Files(root).Where(file => file.Extension is ".md" or ".txt"))
            : ProjectProblems.Unreadable(path, "there is no such folder");
    }

    private static IEnumerable<FileInfo> Files(DirectoryInfo folder) => folder.EnumerateFiles("*", Everything);

    private static Result<ProjectFiles> Read(string folder, Func<IEnumerable<FileInfo>> list)
    {
        try
        {
            return ReadAll(folder, list());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ProjectProblems.Unreadable(folder, failure.Message);
        }
    }

    private static Result<ProjectFiles> ReadAll(string folder, IEnumerable<FileInfo> files)
    {
        var contents = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var total = 0L;
        foreach (var file in files)
        {
            var name = Path.GetRelativePath(folder, file.FullName).Replace(Path.DirectorySeparatorChar, '/');
            if (file.LinkTarget is not null)
            {
                return ProjectProblems.Unreadable(name, "it is a symbolic link; put the file itself there");
            }

            if (file.Length > LargestFile || (total += file.Length) > LargestFolder || contents.Count == MostFiles)
            {
                return ProjectProblems.TooBig($"{name}: one file may have 1 MB, all together 32 MB, and {MostFiles} files are read at most. Nothing was read.");
            }

            contents.Add(name, File.ReadAllBytes(file.FullName));
        }

        return new ProjectFiles(contents);
    }
}
