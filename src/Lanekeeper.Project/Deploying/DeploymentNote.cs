namespace Lanekeeper.Project.Deploying;

/// <summary>Why something was deployed: one line for the list.</summary>
internal static class DeploymentNote
{
    private const int Longest = 1_000;

    public static Problem? Check(string note) => note.Length > Longest || note.AsSpan().ContainsAnyInRange('\0', '\u001f')
        ? new(ProblemKind.Invalid, "project.bad-note", $"A note is one line of at most {Longest} characters.")
        : null;
}
