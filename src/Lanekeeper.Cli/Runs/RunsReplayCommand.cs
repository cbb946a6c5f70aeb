using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Cli.Runs;

/// <summary><c>lanekeeper runs replay ID</c></summary>
internal sealed class RunsReplayCommand : ServerCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The run's id, or some digits of it" };

    public RunsReplayCommand(Surroundings around)
        : base(around, "replay", "Put a failed or dead run back to work at the step that stopped it; what is done stays done",
            "lanekeeper runs list --state dead",
            "lanekeeper runs replay 1f0c22d9") => Add(_id);

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        (await RunFinder.FindAsync(server, given.GetValue(_id)!, cancellationToken)).Succeeded(out var id, out var problem)
            ? Answer(given, await server.PostAsync<Run>(ApiPaths.ReplayRun(id), null, cancellationToken), run =>
                Screen.Line($"Run {Say.Short(run.Id)} is {Say.Word(run.State)} again: {SafeText.Line(run.Title)}"))
            : Screen.Problem(problem);
}
