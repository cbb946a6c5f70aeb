using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project;

/// <summary>Fetches a secret at the moment of use. It goes into a request's headers and nowhere else.</summary>
/// <remarks>A project says where its secrets go, too: what is the server's own it must never have.</remarks>
public sealed class Secrets(ProjectOptions options)
{
    private const int LongestFile = 64 * 1024;

    /// <summary>The variables that set the server, and the command line beside it.</summary>
    public static IReadOnlySet<string> ServerVariables { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "LANEKEEPER_DATA",
        "LANEKEEPER_URLS",
        "LANEKEEPER_DATABASE_URL",
        "LANEKEEPER_CONCURRENCY",
        "LANEKEEPER_REQUEST_MEMORY_MB",
        "LANEKEEPER_DRAIN_SECONDS",
        "LANEKEEPER_PUBLIC_URL",
        "LANEKEEPER_TRUSTED_PROXIES",
        "LANEKEEPER_OIDC_ISSUER",
        "LANEKEEPER_OIDC_CLIENT_ID",
        "LANEKEEPER_OIDC_CLIENT_SECRET",
        "LANEKEEPER_OIDC_NAME",
        "LANEKEEPER_OIDC_DOMAIN",
        "LANEKEEPER_OIDC_ROLE",
        "LANEKEEPER_LOG",
        "LANEKEEPER_URL",
        "LANEKEEPER_TOKEN",
        "PGPASSWORD",
    };

    private readonly string? _dataFolder = options.DataFolder is { } folder ? RealPath.Of(folder) : null;

    public Result<string> Resolve(SecretReference reference) => reference.Kind == SecretKind.Environment
        ? FromEnvironment(reference)
        : Locate(reference).Succeeded(out var path, out var problem) ? FromFile(reference, path) : problem;

    /// <returns>Why no project may have this one, or <see langword="null"/>; whether it is there is not asked.</returns>
    internal Problem? Refuse(SecretReference reference) => reference.Kind == SecretKind.Environment
        ? ServerVariables.Contains(reference.Name) || options.Own.Contains(reference) ? ProjectProblems.SecretOfServer(reference) : null
        : Locate(reference).Problem;

    private Result<string> FromEnvironment(SecretReference reference) =>
        Refuse(reference) is { } refused ? refused
        : Environment.GetEnvironmentVariable(reference.Name) is { Length: > 0 } value ? Clean(reference, value)
        : Missing(reference, "the variable is not set where the server runs");

    // Where its links lead is looked at once: what was allowed is what is read.
    private Result<string> Locate(SecretReference reference)
    {
        try
        {
            var path = RealPath.Of(reference.Name);
            return IsInDataFolder(path) || options.Own.Any(own => own.Kind == SecretKind.File && RealPath.Of(own.Name) == path) ? ProjectProblems.SecretOfServer(reference) : path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Missing(reference, "its links cannot be followed");
        }
    }

    private bool IsInDataFolder(string path) =>
        _dataFolder is not null && (path == _dataFolder || path.StartsWith(_dataFolder + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    private static Result<string> FromFile(SecretReference reference, string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: <= LongestFile }
                ? Clean(reference, File.ReadAllText(path))
                : Missing(reference, "there is no such file, or it is larger than 64 KiB");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Missing(reference, "the file cannot be read by the server's user");
        }
    }

    /// <summary>White space around a key is a slip of the editor; a line break within it would end an HTTP header.</summary>
    private static Result<string> Clean(SecretReference reference, string value)
    {
        var clean = value.Trim();
        return clean.Length > 0 && !clean.Any(char.IsControl) ? clean : Missing(reference, "it is empty or holds control characters");
    }

    private static Problem Missing(SecretReference reference, string why) =>
        new(ProblemKind.Invalid, "project.missing-secret", $"The secret {reference} cannot be used: {why}.");
}
