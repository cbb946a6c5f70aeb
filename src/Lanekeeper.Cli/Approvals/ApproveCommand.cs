using System.CommandLine;
using Lanekeeper.Approvals;

namespace Lanekeeper.Cli.Approvals;

/// <summary><c>lanekeeper approvals approve</c></summary>
internal sealed class ApproveCommand : CardCommand
{
    private readonly Option<string?> _words = new("--words") { Description = "What you want to say with it", HelpName = "words" };
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask whether the number means the right card" };

    public ApproveCommand(Surroundings around)
        : base(around, "approve", "Say yes: exactly what was proposed is executed, once; for a handoff, say that it is done",
            "lanekeeper approvals approve 1",
            "lanekeeper approvals approve 33c5a0f2 --words \"checked with the carrier\"")
    {
        Add(_words);
        Add(_yes);
    }

    protected override async Task<int> RunAsync(ServerClient server, Approval card, ParseResult given, CancellationToken cancellationToken) =>
        given.GetValue(_yes) || await IsMeantAsync(given, card, $"Say {CardWords.Yes(card)} to this?", cancellationToken)
            ? PrintDecided(given, await Deciding.ApproveAsync(server, card.Id, null, given.GetValue(_words), cancellationToken))
            : Nothing();
}
