using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Project;

namespace Lanekeeper.Cli.Project;

/// <summary><c>lanekeeper deployments</c></summary>
internal sealed class DeploymentsCommand : ServerCommand
{
    private readonly Option<int> _limit = LimitOption.Make(20);

    public DeploymentsCommand(Surroundings around)
        : base(around, "deployments", "List what was deployed, newest first, and which is live",
            "lanekeeper deployments",
            "lanekeeper deployments --limit 100 --json") => Add(_limit);

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        Answer(given, await Pages.ReadAsync<Deployment>(server, ApiPaths.Deployments, given.GetValue(_limit), cancellationToken), Print);

    private void Print(Page<Deployment> page)
    {
        if (page.Items.Count == 0)
        {
            Screen.Note("Nothing is deployed yet. `lanekeeper deploy FOLDER` makes a project live.");
            return;
        }

        var table = new TextTable(new("snapshot"), new(""), new("project", 1), new("when"), new("by", 2), new("note", 3));
        foreach (var deployment in page.Items)
        {
            var note = deployment.RolledBackFrom is { } from ? $"back from {Say.ShortSnapshot(from)}. {deployment.Note}" : deployment.Note;
            table.Add(Say.ShortSnapshot(deployment.Snapshot), deployment.IsLive ? new Cell("live", Ink.Green) : "", deployment.Project, Say.Ago(deployment.DeployedAt, Now), deployment.DeployedBy, note);
        }

        table.Write(Screen);
    }
}
