using Lanekeeper.Cli.Terminal;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Cli.Runs;

internal static class RunInk
{
    public static Ink Of(RunState state) => state switch
    {
        RunState.Succeeded => Ink.Green,
        RunState.Waiting => Ink.Yellow,
        RunState.Failed or RunState.Dead => Ink.Red,
        RunState.Cancelled => Ink.Faint,
        _ => Ink.Plain,
    };
}
