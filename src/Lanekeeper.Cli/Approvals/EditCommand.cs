using System.CommandLine;
using Lanekeeper.Approvals;
using Lanekeeper.Cli.Approvals.Editing;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Approvals;

/// <summary><c>lanekeeper approvals edit</c></summary>
internal sealed class EditCommand : CardCommand
{
    private readonly Option<string?> _words = new("--words") { Description = "What you want to say with it", HelpName = "words" };
    private readonly Option<bool> _yes = new("--yes") { Description = "Do not ask again before approving" };

    public EditCommand(Surroundings around)
        : base(around, "edit", "Change the arguments in $VISUAL or $EDITOR, then approve them; the server checks them again",
            "lanekeeper approvals edit 1",
            "EDITOR=nano lanekeeper approvals edit 33c5a0f2")
    {
        Add(_words);
        Add(_yes);
    }

    protected override async Task<int> RunAsync(ServerClient server, Approval card, ParseResult given, CancellationToken cancellationToken)
    {
        var edit = new ArgumentEdit(Around, server);
        var outcome = await edit.RunAsync(card, given.GetValue(_words), mayAsk: !given.GetValue(_yes), cancellationToken);
        if (!outcome.Succeeded(out var edited, out var problem))
        {
            return Screen.Problem(problem);
        }

        if (edited.Approval is null)
        {
            Screen.Note(edited.Note);
            return edited.WasChanged ? ExitCodes.No : ExitCodes.Ok;
        }

        return PrintDecided(given, edited.Approval);
    }
}
