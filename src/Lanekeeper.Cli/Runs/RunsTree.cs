using System.CommandLine;

namespace Lanekeeper.Cli.Runs;

/// <summary><c>lanekeeper runs</c> lists; its subcommands look closer.</summary>
internal static class RunsTree
{
    public static Command Make(Surroundings around) => new RunsListCommand(around, "runs")
    {
        new RunsListCommand(around, "list"),
        new RunsShowCommand(around),
        new RunsCancelCommand(around),
        new RunsReplayCommand(around),
    };
}
