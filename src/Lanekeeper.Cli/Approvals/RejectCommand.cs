using System.CommandLine;
using Lanekeeper.Approvals;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;

namespace Lanekeeper.Cli.Approvals;

/// <summary><c>lanekeeper approvals reject</c></summary>
internal sealed class RejectCommand : CardCommand
{
    private readonly Option<string?> _reason = EnumOption.Make("--reason", "Why; asked for on a terminal", RejectReasons.Words);
    private readonly Option<string?> _words = new("--words") { Description = "What you want to say with it", HelpName = "words" };

    public RejectCommand(Surroundings around)
        : base(around, "reject", "Say no, with a reason; for a handoff, say that it is not needed",
            "lanekeeper approvals reject 1 --reason wrong_facts",
            "lanekeeper approvals reject 33c5a0f2 --reason other --words \"the customer called meanwhile\"")
    {
        Add(_reason);
        Add(_words);
    }

    protected override Problem? Refuse(ParseResult given) => given.GetValue(_reason) is null && Screen.Person is null
        ? new(ProblemKind.Invalid, "cli.no-reason", $"Give --reason with one of {string.Join(", ", RejectReasons.Words)}.")
        : null;

    protected override async Task<int> RunAsync(ServerClient server, Approval card, ParseResult given, CancellationToken cancellationToken)
    {
        var reason = RejectReasons.Parse(given.GetValue(_reason));
        var words = given.GetValue(_words);
        if (reason is null && Screen.Person is { } person)
        {
            Screen.Note(SafeText.Line(card.Summary));
            reason = await RejectReasons.AskAsync(Screen, person, cancellationToken);
            words ??= reason is null ? null : await person.WriteAsync("In your words (Enter for none): ", cancellationToken);
        }
        else if (!await IsMeantAsync(given, card, $"Say {CardWords.No(card)} to this?", cancellationToken))
        {
            return Nothing();
        }

        return reason is { } chosen
            ? PrintDecided(given, await Deciding.RejectAsync(server, card.Id, chosen, words is { Length: > 0 } ? words : null, cancellationToken))
            : Nothing();
    }
}
