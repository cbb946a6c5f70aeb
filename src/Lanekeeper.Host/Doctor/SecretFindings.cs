using Lanekeeper.Project;

namespace Lanekeeper.Host.Doctor;

/// <summary>Whether the keys that a project needs are where they are looked for; never what they are.</summary>
internal static class SecretFindings
{
    private const string What = "secrets";

    /// <param name="answer">What the server says of itself: it has an environment of its own, and this shell may have another.</param>
    public static IReadOnlyList<Finding> OfServer(Result<Page<SecretNeed>> answer)
    {
        if (!answer.Succeeded(out var needs, out var problem))
        {
            return problem.Kind == ProblemKind.NotFound ? [] : [new(What, Health.Bad, problem.Message)];
        }

        return needs.Items.Count == 0
            ? [new(What, Health.Ok, "the live project names none")]
            : [.. needs.Items.Select(need => need.IsUsable
                ? new Finding(What, Health.Ok, $"the server has {need.Reference}, for {need.Users()}")
                : new Finding(What, Health.Note, $"the server has no {need.Reference}, for {need.Users()}; {need.Remedy()}"))];
    }

    /// <summary>No server tells what is deployed: the project in this folder is looked at, where there is one, and this shell.</summary>
    public static IReadOnlyList<Finding> OfShell()
    {
        if (!Projects.Read(Environment.CurrentDirectory).Succeeded(out var files, out _) || Projects.Check(files).Definition is not { } project)
        {
            return [new(What, Health.Ok, "which ones are needed is known when a server runs, or in the folder of a project")];
        }

        return [.. Projects.Secrets(project).Select(need =>
            new Finding(What, need.IsUsable ? Health.Ok : Health.Note, $"{need.Reference}, for {need.Users()} of {project.Name}, is {(need.IsUsable ? "" : "not ")}set in this shell{(need.IsUsable ? "" : "; set it in the one that starts the server")}"))];
    }
}
