using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Cli.Runs;

/// <summary><c>lanekeeper runs</c> and <c>lanekeeper runs list</c></summary>
internal sealed class RunsListCommand : ServerCommand
{
    private readonly Option<string?> _workflow = new("--workflow") { Description = "Only of this workflow", HelpName = "name" };
    private readonly Option<string?> _state = EnumOption.Make<RunState>("--state", "Only in this state");
    private readonly Option<int> _limit = LimitOption.Make(20);

    public RunsListCommand(Surroundings around, string name)
        : base(around, name, "List runs, newest first",
            "lanekeeper runs",
            "lanekeeper runs list --state waiting",
            "lanekeeper runs list --workflow support --limit 100 --json")
    {
        Add(_workflow);
        Add(_state);
        Add(_limit);
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        Answer(given, await Pages.ReadAsync<Run>(server, ApiPaths.Runs, given.GetValue(_limit), cancellationToken,
            ("workflow", given.GetValue(_workflow)), ("state", given.GetValue(_state))), Print);

    private void Print(Page<Run> page)
    {
        if (page.Items.Count == 0)
        {
            Screen.Note("There are no such runs. `lanekeeper run WORKFLOW --input FILE` starts one.");
            return;
        }

        var table = new TextTable(new("id"), new("age"), new("workflow", 1), new("state"), new("outcome"), new("title", 2));
        foreach (var run in page.Items)
        {
            table.Add(Say.Short(run.Id), Say.Ago(run.CreatedAt, Now), run.Workflow, new Cell(Say.Word(run.State), RunInk.Of(run.State)), run.Outcome ?? run.Problem?.Code, run.Title);
        }

        table.Write(Screen);
        if (page.Next is not null)
        {
            Screen.Note($"These are the newest {page.Items.Count}; --limit shows more.");
        }
    }
}
