using System.Globalization;
using System.Text.RegularExpressions;

namespace Lanekeeper.Storage.Clustering;

/// <summary>PostgreSQL's programs on this machine.</summary>
internal sealed partial record Binaries(string Folder, int Version)
{
    private const int Oldest = 15;

    private const string Advice = "Install it (Debian, Ubuntu: apt-get install postgresql), set PGBIN to the folder that holds 'initdb' and 'postgres', or set LANEKEEPER_DATABASE_URL to a server of your own.";

    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    /// <param name="wanted">The version that the data were made with, or <see langword="null"/> where there are none yet.</param>
    /// <exception cref="StorageException">There are none that fit.</exception>
    public static async Task<Binaries> FindAsync(int? wanted, CancellationToken cancellationToken)
    {
        var seen = new List<Binaries>();
        foreach (var folder in Folders().Distinct().Where(Holds))
        {
            if (await VersionOfAsync(folder, cancellationToken) is { } version)
            {
                seen.Add(new Binaries(folder, version));
            }
        }

        var fit = seen.Where(one => wanted is null ? one.Version >= Oldest : one.Version == wanted).ToList();
        return fit.Count > 0 ? fit[0] : throw new StorageException(WordsFor(wanted, seen));
    }

    private static string WordsFor(int? wanted, List<Binaries> seen)
    {
        var found = seen.Count == 0 ? "none was found" : $"found: {string.Join(", ", seen.Select(one => $"{one.Version} in {one.Folder}"))}";
        return wanted is null
            ? $"PostgreSQL {Oldest} or newer is needed, and {found}. {Advice}"
            : $"The data folder was made by PostgreSQL {wanted}, and {found}. Install version {wanted} again (apt-get install postgresql-{wanted}), or bring the data over with pg_upgrade.";
    }

    // What a person points at comes first, then the newest that the system has.
    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("PGBIN") is { Length: > 0 } given)
        {
            yield return given;
        }

        foreach (var root in new[] { "/usr/lib/postgresql", "/opt/postgresql", "/usr/local/pgsql", "/usr" })
        {
            foreach (var folder in Versions(root))
            {
                yield return Path.Combine(folder, "bin");
            }
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return folder;
        }
    }

    private static IEnumerable<string> Versions(string root)
    {
        if (!Directory.Exists(root))
        {
            return [];
        }

        var numbered = Directory.GetDirectories(root)
            .Select(path => (path, name: Path.GetFileName(path).Replace("pgsql-", "", StringComparison.Ordinal)))
            .Where(one => int.TryParse(one.name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .OrderByDescending(one => int.Parse(one.name, CultureInfo.InvariantCulture))
            .Select(one => one.path);
        return root == "/usr/local/pgsql" ? [root] : numbered.Concat(Directory.GetDirectories(root, "pgsql-*").OrderDescending());
    }

    private static bool Holds(string folder) => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));

    private static async Task<int?> VersionOfAsync(string folder, CancellationToken cancellationToken)
    {
        // Debian's folders say the version, which spares a start of the program.
        if (int.TryParse(Path.GetFileName(Path.GetDirectoryName(folder)), NumberStyles.None, CultureInfo.InvariantCulture, out var named))
        {
            return named;
        }

        var (code, output) = await Programs.RunAsync([Path.Combine(folder, "postgres"), "--version"], cancellationToken);
        return code == 0 && Major().Match(output) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex Major();
}
