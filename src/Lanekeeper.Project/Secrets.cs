namespace Lanekeeper.Project;

/// <summary>Fetches a secret at the moment of use. It goes into a request's headers and nowhere else.</summary>
public static class Secrets
{
    private const int LongestFile = 64 * 1024;

    public static Result<string> Resolve(SecretReference reference) => reference.Kind == SecretKind.Environment
        ? FromEnvironment(reference)
        : FromFile(reference);

    private static Result<string> FromEnvironment(SecretReference reference) =>
        Environment.GetEnvironmentVariable(reference.Name) is { Length: > 0 } value ? Clean(reference, value) : Missing(reference, "the variable is not set where the server runs");

    private static Result<string> FromFile(SecretReference reference)
    {
        try
        {
            return new FileInfo(reference.Name) is { Exists: true, Length: <= LongestFile }
                ? Clean(reference, File.ReadAllText(reference.Name))
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
