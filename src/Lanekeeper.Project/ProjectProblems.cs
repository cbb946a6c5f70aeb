using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Templating;

namespace Lanekeeper.Project;

/// <summary>Every way in which this room says no.</summary>
public static class ProjectProblems
{
    internal static Problem ArgumentsNotAnObject { get; } =
        new(ProblemKind.Invalid, "project.bad-arguments", "The arguments of a tool are an object: names and values.");

    /// <summary>The project does not pass its check; each fault is a line of the details.</summary>
    public static Problem Faulty(IReadOnlyList<Fault> faults) =>
        new(ProblemKind.Invalid, "project.faulty", $"The project has {(faults.Count == 1 ? "a fault" : $"{faults.Count} faults")}; `lanekeeper check` shows where. First: {faults[0]}")
        {
            Details = [.. faults.Select(fault => fault.ToString())],
        };

    public static Problem NoProject(string folder) =>
        new(ProblemKind.NotFound, "project.no-project", $"{folder} holds no lanekeeper.yaml. Give the project's folder, or make a project with `lanekeeper init`.");

    public static Problem Unreadable(string path, string why) =>
        new(ProblemKind.Invalid, "project.unreadable", $"{path} cannot be read: {why}");

    public static Problem TooBig(string what) => new(ProblemKind.Invalid, "project.too-big", what);

    internal static Problem SecretOfServer(SecretReference reference) =>
        new(ProblemKind.Invalid, "project.secret-of-server", $"The secret {reference} cannot be used: {OfServer(reference.Kind)}");

    internal static string OfServer(SecretKind kind) => kind == SecretKind.Environment
        ? "the variable is the server's own. Put the project's key into a variable of another name."
        : "the file is the server's own. Put the project's key into a file outside the server's data folder.";

    public static Problem NoDeployment { get; } =
        new(ProblemKind.NotFound, "project.no-deployment", "No project is deployed yet. Deploy one with `lanekeeper deploy FOLDER`.");

    public static Problem NoEarlierDeployment { get; } =
        new(ProblemKind.Conflict, "project.no-earlier-deployment", "No other snapshot was live before the live one, so there is nothing to go back to.");

    public static Problem OtherIsLive(Deployment live) =>
        new(ProblemKind.Conflict, "project.other-is-live", $"{live.DeployedBy} deployed another snapshot at {live.DeployedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC; nothing was rolled back. Look again at what would change.");

    public static Problem UnknownDeployment(Guid id) =>
        new(ProblemKind.NotFound, "project.no-such-deployment", $"There is no deployment {id}. `lanekeeper deployments` lists those that there are.");

    public static Problem NoSnapshot(string hash) =>
        new(ProblemKind.NotFound, "project.no-snapshot", $"There is no snapshot {hash}. `lanekeeper deployments` lists those that there are.");

    public static Problem UnknownTemplate(string name, string hint) =>
        new(ProblemKind.NotFound, "project.unknown-template", $"There is no template `{name}`{hint} Templates: {string.Join(", ", Projects.Templates)}.");

    public static Problem FolderNotEmpty(string folder) =>
        new(ProblemKind.Conflict, "project.folder-not-empty", $"{folder} is not empty. Give a new or an empty folder; nothing was written.");

    public static Problem Unwritable(string folder, string why) =>
        new(ProblemKind.Invalid, "project.unwritable", $"{folder} cannot be written: {why}");

    internal static Problem NoSuchValue(TemplatePath path, string template) =>
        new(ProblemKind.Invalid, "project.missing-value", $"There is no value for {{{{ {path.Path} }}}} in the template \"{Brief(template)}\".");

    internal static Problem BadTemplate(string text, IReadOnlyList<TemplateFault> faults)
    {
        var lines = new LineCounter(text);
        var details = faults.Select(fault => $"{lines.At(Math.Min(fault.Offset, text.Length)).Line}:{lines.At(Math.Min(fault.Offset, text.Length)).Column}: {fault.Message}").ToList();
        return new(ProblemKind.Invalid, "project.bad-template", $"The template cannot be read: {details[0]}.") { Details = details };
    }

    private static string Brief(string text) => text.Length <= 80 ? text : $"{text[..80]}...";
}
