using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;

namespace Lanekeeper.Cli.Keys;

/// <summary><c>lanekeeper keys revoke ID</c></summary>
internal sealed class KeysRevokeCommand : ServerCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The key's id, or some digits of it" };

    public KeysRevokeCommand(Surroundings around)
        : base(around, "revoke", "End a key for good; within seconds no call with it is accepted",
            "lanekeeper keys revoke 1f0c22d9") => Add(_id);

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        (await KeyFinder.FindAsync(server, given.GetValue(_id)!, cancellationToken)).Succeeded(out var id, out var problem)
            ? Answer(given, await server.PostAsync<AppKeyRow>(ApiPaths.RevokeKey(id), null, cancellationToken), key =>
                Screen.Line(SafeText.Line($"Key {Say.Short(key.Id)} of the app {key.App} is revoked.")))
            : Screen.Problem(problem);
}
