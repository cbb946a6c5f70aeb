using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;

namespace Lanekeeper.Cli;

/// <summary>What a command finds around it: the terminal, the time, the environment, and what Host supplies.</summary>
internal sealed record Surroundings(Screen Screen, TimeProvider Time, Func<string, string?> Environment, IInProcess InProcess)
{
    public ServerFlags Server { get; } = new();
}
