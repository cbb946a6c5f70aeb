namespace Lanekeeper.Testing;

/// <summary>
/// The public data sets that tests and benchmarks read; they are not part of the repository. <c>LANEKEEPER_TESTDATA</c> names their folder, else it is
/// <c>../shared/data</c> from the project's root. Where a set is missing the test skips, or fails if <c>LANEKEEPER_REQUIRE_TESTDATA=1</c>.
/// </summary>
public static class TestData
{
    // xunit.v3 takes an exception whose message starts so for a skipped test; no reference to its assertions is needed.
    private const string SkipToken = "$XunitDynamicSkip$";

    /// <summary>The folder of the solution file.</summary>
    public static string ProjectRoot { get; } = FindProjectRoot();

    /// <returns>The full path of the data set's folder.</returns>
    public static string Folder(string set)
    {
        var path = Path.Combine(Root(), set);
        if (Directory.Exists(path))
        {
            return path;
        }

        var missing = $"The test data set '{set}' is not at {path}. Set LANEKEEPER_TESTDATA to the folder that holds it.";
        var required = Environment.GetEnvironmentVariable("LANEKEEPER_REQUIRE_TESTDATA") == "1";
        throw new DirectoryNotFoundException(required ? missing : SkipToken + missing);
    }

    public static bool Has(string set) => Directory.Exists(Path.Combine(Root(), set));

    public static string File(string set, string name) => Path.Combine(Folder(set), name);

    private static string Root() =>
        Environment.GetEnvironmentVariable("LANEKEEPER_TESTDATA") is { Length: > 0 } given
            ? Path.GetFullPath(given)
            : Path.GetFullPath(Path.Combine(ProjectRoot, "..", "shared", "data"));

    private static string FindProjectRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "Lanekeeper.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
