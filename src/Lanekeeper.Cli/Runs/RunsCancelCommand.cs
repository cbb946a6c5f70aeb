using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Cli.Runs;

/// <summary><c>lanekeeper runs cancel ID</c></summary>
internal sealed class RunsCancelCommand : ServerCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The run's id, or some digits of it" };
    private readonly Option<string?> _why = new("--why") { Description = "Why, in a line; those who were asked will read it", HelpName = "words" };

    public RunsCancelCommand(Surroundings around)
        : base(around, "cancel", "Stop a run for good; its open approvals are withdrawn",
            "lanekeeper runs cancel 1f0c22d9 --why \"the customer called\"")
    {
        Add(_id);
        Add(_why);
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        (await RunFinder.FindAsync(server, given.GetValue(_id)!, cancellationToken)).Succeeded(out var id, out var problem)
            ? Answer(given, await server.PostAsync<Run>(ApiPaths.CancelRun(id), new CancelWire(given.GetValue(_why)), cancellationToken), run =>
                Screen.Line($"Run {Say.Short(run.Id)} is {Say.Word(run.State)}: {SafeText.Line(run.Title)}"))
            : Screen.Problem(problem);
}
