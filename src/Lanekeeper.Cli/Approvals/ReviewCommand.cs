using System.CommandLine;
using Lanekeeper.Approvals;
using Lanekeeper.Cli.Approvals.Editing;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Approvals;

/// <summary><c>lanekeeper approvals review</c>: one card after the other, with single keys.</summary>
internal sealed class ReviewCommand(Surroundings around)
    : ServerCommand(around, "review", "Go through what waits, oldest first, deciding with single keys",
        "lanekeeper approvals review")
{
    private enum Next
    {
        Card,
        SameCard,
        Leave,
    }

    protected override Problem? Refuse(ParseResult given) => Screen.Person is null || WantsJson(given)
        ? new(ProblemKind.Invalid, "cli.no-terminal", "`approvals review` asks a person, so it needs a terminal and no --json. Use approve and reject in scripts.")
        : null;

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken)
    {
        if (!(await new Inbox(server).ReadAsync(cancellationToken)).Succeeded(out var waiting, out var problem))
        {
            return Screen.Problem(problem);
        }

        if (waiting.Count == 0)
        {
            Screen.Note("Nothing waits for a person.");
        }

        for (var i = 0; i < waiting.Count; i++)
        {
            Screen.Line(Screen.Paint($"{(i > 0 ? "\n" : "")}{new string('-', 20)} {i + 1} of {waiting.Count}", Ink.Faint));
            if (!await ReviewAsync(server, waiting[i].Id, cancellationToken))
            {
                break;
            }
        }

        return ExitCodes.Ok;
    }

    /// <returns>Whether to go on with the next card.</returns>
    private async Task<bool> ReviewAsync(ServerClient server, Guid id, CancellationToken cancellationToken)
    {
        // Read afresh: somebody else may have decided it meanwhile.
        if (!(await server.GetAsync<Approval>(ApiPaths.Approval(id), cancellationToken)).Succeeded(out var card, out var problem))
        {
            Screen.Problem(problem);
            return problem.Kind is ProblemKind.NotFound;
        }

        new CardView(Screen, Now).Write(card);
        if (card.State is not ApprovalState.Pending)
        {
            return true;
        }

        Screen.Line();
        var next = Next.SameCard;
        while (next is Next.SameCard)
        {
            var edit = CardWords.CanEdit(card) ? "[e]dit, " : "";
            var question = $"[a] {CardWords.Yes(card)}, {edit}[r] {CardWords.No(card)}, [s]kip, [q]uit ";
            next = await ActAsync(server, card, await Screen.Person!.PressAsync(question, cancellationToken), cancellationToken);
        }

        return next is Next.Card;
    }

    private async Task<Next> ActAsync(ServerClient server, Approval card, char key, CancellationToken cancellationToken) => key switch
    {
        'a' => Tell(await Deciding.ApproveAsync(server, card.Id, null, null, cancellationToken)),
        'e' when CardWords.CanEdit(card) => await EditAsync(server, card, cancellationToken),
        'r' => await RejectAsync(server, card, cancellationToken),
        's' => Next.Card,
        'q' => Next.Leave,
        _ => Next.SameCard,
    };

    private async Task<Next> EditAsync(ServerClient server, Approval card, CancellationToken cancellationToken)
    {
        var outcome = await new ArgumentEdit(Around, server).RunAsync(card, null, mayAsk: true, cancellationToken);
        if (!outcome.Succeeded(out var edited, out var problem))
        {
            Screen.Problem(problem);
            return Next.SameCard;
        }

        if (edited.Approval is not null)
        {
            return Tell(edited.Approval);
        }

        Screen.Note(edited.Note);
        return Next.SameCard;
    }

    private async Task<Next> RejectAsync(ServerClient server, Approval card, CancellationToken cancellationToken)
    {
        if (await RejectReasons.AskAsync(Screen, Screen.Person!, cancellationToken) is not { } reason)
        {
            return Next.SameCard;
        }

        var words = await Screen.Person!.WriteAsync("In your words (Enter for none): ", cancellationToken);
        return Tell(await Deciding.RejectAsync(server, card.Id, reason, words.Length > 0 ? words : null, cancellationToken));
    }

    private Next Tell(Result<Approval> decided)
    {
        if (decided.Succeeded(out var card, out var problem))
        {
            Screen.Note(CardWords.Decided(card));
            return Next.Card;
        }

        Screen.Problem(problem);
        return problem.Kind is ProblemKind.Conflict ? Next.Card : Next.SameCard;
    }
}
