using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Project;

namespace Lanekeeper.Cli.Project;

/// <summary><c>lanekeeper deploy</c></summary>
internal sealed class DeployCommand : ServerCommand
{
    private readonly Argument<string> _folder = FolderArgument.Make();
    private readonly Option<string> _note = new("--note") { Description = "Why, in a line; shown in the list", HelpName = "words", DefaultValueFactory = _ => "" };

    public DeployCommand(Surroundings around)
        : base(around, "deploy", "Bring a project folder to the server and make it live; runs that are under way stay on the snapshot they started with",
            "lanekeeper deploy",
            "lanekeeper deploy my-desk --note \"a calmer tone\"")
    {
        Add(_folder);
        Add(_note);
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken)
    {
        var folder = given.GetValue(_folder)!;
        if (!Projects.Read(folder).Succeeded(out var files, out var problem))
        {
            return Screen.Problem(problem);
        }

        var deployed = await new ProjectDeployer(server).DeployAsync(files, folder, given.GetValue(_note)!, cancellationToken);
        var code = Answer(given, deployed, report =>
        {
            foreach (var source in report.Sources)
            {
                Screen.Line($"{SafeText.Line(source.Source)}: {Say.Count(source.Documents, "document")} ({source.Indexed} indexed, {source.Unchanged} unchanged, {source.Removed} removed), {Say.Count(source.Passages, "passage")}");
            }

            foreach (var need in report.MissingSecrets)
            {
                Screen.Note(SafeText.Line($"Warning: the server has no {need.Reference}, which {need.Users()} need{(need.Models.Count + need.Tools.Count == 1 ? "s" : "")}: {need.Remedy()}. Until then what needs it fails."));
            }

            foreach (var doubt in report.Doubts)
            {
                Screen.Note(SafeText.Line($"Warning: {doubt.Message}"));
            }

            Screen.Line($"{SafeText.Line(report.Deployment.Project)} is live as {Say.ShortSnapshot(report.Deployment.Snapshot)}.");
        });

        // As `check` has it: the command line is right, and the answer is no.
        return deployed.Problem?.Code == ProjectDeployer.Faulty ? ExitCodes.No : code;
    }
}
