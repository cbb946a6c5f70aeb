using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Identity;

/// <summary><c>lanekeeper whoami</c></summary>
internal sealed class WhoamiCommand(Surroundings around)
    : ServerCommand(around, "whoami", "Say as whom the server knows you, and what you may do at most",
        "lanekeeper whoami",
        "lanekeeper whoami --url https://ops.example.com --token-file ~/.config/lanekeeper/key")
{
    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        Answer(given, await server.GetAsync<WhoamiWire>(ApiPaths.Whoami, cancellationToken), me =>
            Screen.Line($"{SafeText.Line(me.Name)}, {Say.Word(me.Kind)} with the role {Say.Word(me.Role)}, at {server.Server}"));
}
