using System.CommandLine;
using Lanekeeper.Cli.Help;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Project;

namespace Lanekeeper.Cli.Project;

/// <summary><c>lanekeeper check</c>: every fault of a project folder at once; needs no server.</summary>
internal sealed class CheckCommand : ExplainedCommand
{
    public CheckCommand(Surroundings around)
        : base("check", "Find every fault in a project folder; exit code 0 when there is none, else 1",
            "lanekeeper check",
            "lanekeeper check my-desk",
            "lanekeeper check my-desk --json")
    {
        var folder = FolderArgument.Make();
        var json = new Option<bool>("--json") { Description = "Print the faults as JSON and nothing else" };
        Add(folder);
        Add(json);
        SetAction(given => Check(around.Screen, given.GetValue(folder)!, given.GetValue(json)));
    }

    private static int Check(Screen screen, string folder, bool json)
    {
        if (!Projects.Read(folder).Succeeded(out var files, out var problem))
        {
            return screen.Problem(problem);
        }

        var report = Projects.Check(files, folder);
        var isFine = report.Faults.Count == 0;
        if (json)
        {
            screen.Json(new CheckAnswer(isFine, report.Definition?.Name, isFine ? Projects.Hash(files) : null, report.Faults, Missing(report)));
        }
        else
        {
            Print(screen, report, files);
        }

        return isFine ? ExitCodes.Ok : ExitCodes.No;
    }

    private static void Print(Screen screen, CheckReport report, ProjectFiles files)
    {
        foreach (var fault in report.Faults)
        {
            screen.Line(SafeText.Line(fault.ToString()));
        }

        foreach (var need in Missing(report))
        {
            screen.Note(SafeText.Line($"Warning: {need.Reference}, for {need.Users()}, is not set here. If the server runs elsewhere, it is to be there: {need.Remedy()}."));
        }

        screen.Note(report.Definition is { } project && report.Faults.Count == 0
            ? $"{project.Name} is fine: {Say.Count(project.Workflows.Count, "workflow")}, {Say.Count(project.Sources.Count, "source")}, {Say.Count(files.Contents.Count, "file")}; snapshot {Say.ShortSnapshot(Projects.Hash(files))}."
            : $"{Say.Count(report.Faults.Count, "fault")} in {Say.Count(report.Faults.Select(fault => fault.File).Distinct().Count(), "file")}.");
    }

    private static IReadOnlyList<SecretNeed> Missing(CheckReport report) =>
        report is { Definition: { } project, Faults: [] } ? [.. Projects.Secrets(project).Where(need => !need.IsUsable)] : [];

    private sealed record CheckAnswer(bool Ok, string? Project, string? Snapshot, IReadOnlyList<Fault> Faults, IReadOnlyList<SecretNeed> MissingHere);
}
