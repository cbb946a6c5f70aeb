using System.CommandLine;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;

namespace Lanekeeper.Cli.Keys;

/// <summary><c>lanekeeper keys rotate ID</c></summary>
internal sealed class KeysRotateCommand : ServerCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The old key's id, or some digits of it" };
    private readonly Option<string?> _overlap = SpanOption.Make("--overlap", "How long the old key works beside the new one, at most 30d (else 24h); 0s ends it now");
    private readonly Option<bool> _quiet = KeyScreen.Quiet();

    public KeysRotateCommand(Surroundings around)
        : base(around, "rotate", "Make a key with the same app and scope in the place of another; both work for a while",
            "lanekeeper keys rotate 1f0c22d9",
            "lanekeeper keys rotate 1f0c22d9 --overlap 7d",
            "lanekeeper keys rotate 1f0c22d9 --overlap 0s    # the old one leaked")
    {
        Add(_id);
        Add(_overlap);
        Add(_quiet);
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken)
    {
        if (!(await KeyFinder.FindAsync(server, given.GetValue(_id)!, cancellationToken)).Succeeded(out var id, out var problem))
        {
            return Screen.Problem(problem);
        }

        var overlap = SpanOption.Read(given, _overlap) ?? AppKey.UsualOverlap;
        return Answer(given, await server.PostAsync<NewAppKey>(ApiPaths.RotateKey(id), new RotateWire((long)overlap.TotalMilliseconds), cancellationToken), made =>
        {
            KeyScreen.HandOver(Screen, made, server.Server, given.GetValue(_quiet));
            Screen.Note($"The old key {Say.Short(id)} works for {Say.Span(overlap)} more, unless it expires before.");
        });
    }
}
