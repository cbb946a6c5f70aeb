using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Faces;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Cli.Runs;

/// <summary><c>lanekeeper runs show ID</c></summary>
internal sealed class RunsShowCommand : ServerCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The run's id, or some digits of it" };

    public RunsShowCommand(Surroundings around)
        : base(around, "show", "Show a run: its input, its steps, its actions, and what it waits for",
            "lanekeeper runs show 1f0c22d9",
            "lanekeeper runs show 0193e5a2-7c41-7d11-9a5b-33c51f0c22d9 --json") => Add(_id);

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken)
    {
        if (!(await RunFinder.FindAsync(server, given.GetValue(_id)!, cancellationToken)).Succeeded(out var id, out var problem)
            || !(await server.GetAsync<RunDetail>(ApiPaths.Run(id), cancellationToken)).Succeeded(out var run, out problem))
        {
            return Screen.Problem(problem);
        }

        if (WantsJson(given))
        {
            Screen.Json(run);
            return ExitCodes.Ok;
        }

        var actions = await server.GetAsync<Page<ActionRow>>(Pages.Address(ApiPaths.Actions, ("run", id.ToString())), cancellationToken);
        return Answer(given, actions, page => new RunView(Screen, Now).Write(run, page.Items));
    }
}
