using System.CommandLine;
using Lanekeeper.Approvals;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Approvals;

/// <summary>A command that does something with one card.</summary>
internal abstract class CardCommand : ServerCommand
{
    private readonly Argument<string> _which = new("which") { Description = "The card's number in the list, or digits of its id" };

    protected CardCommand(Surroundings around, string name, string description, params string[] examples)
        : base(around, name, description, examples) => Add(_which);

    protected string Which(ParseResult given) => given.GetValue(_which)!;

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        (await new Inbox(server).FindAsync(Which(given), cancellationToken)).Succeeded(out var card, out var problem)
            ? await RunAsync(server, card, given, cancellationToken)
            : Screen.Problem(problem);

    protected abstract Task<int> RunAsync(ServerClient server, Approval card, ParseResult given, CancellationToken cancellationToken);

    protected int PrintDecided(ParseResult given, Result<Approval> decided) => Answer(given, decided, card =>
    {
        Screen.Line(SafeText.Line(card.Summary));
        Screen.Line(CardWords.Decided(card));
    });

    /// <summary>Numbers move when others decide; a person at a terminal sees what they mean before it is done.</summary>
    protected async Task<bool> IsMeantAsync(ParseResult given, Approval card, string question, CancellationToken cancellationToken)
    {
        if (!Inbox.IsNumber(Which(given)) || Screen.Person is not { } person)
        {
            return true;
        }

        Screen.Note($"{Which(given)} is {Say.Short(card.Id)}: {SafeText.Line(card.Summary)}");
        return await person.AgreesAsync(question, cancellationToken);
    }

    protected int Nothing()
    {
        Screen.Note("Nothing was decided; it still waits.");
        return ExitCodes.No;
    }
}
