using System.CommandLine;
using System.Globalization;
using Lanekeeper.Approvals;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Approvals;

/// <summary><c>lanekeeper approvals</c> and <c>lanekeeper approvals list</c></summary>
internal sealed class ApprovalsListCommand : ServerCommand
{
    private readonly Option<string?> _state = EnumOption.Make<ApprovalState>("--state", "In this state instead of those that wait");
    private readonly Option<string?> _workflow = new("--workflow") { Description = "Only of this workflow", HelpName = "name" };
    private readonly Option<string?> _kind = EnumOption.Make<ApprovalKind>("--kind", "Only of this kind");
    private readonly Option<string?> _group = new("--group") { Description = "Only for this group or person", HelpName = "name" };
    private readonly Option<int> _limit = LimitOption.Make(100);

    public ApprovalsListCommand(Surroundings around, string name)
        : base(around, name, name == "list" ? "List what waits for a person, oldest first" : "The inbox: list, show and decide what waits for a person",
            name == "list"
                ? ["lanekeeper approvals list", "lanekeeper approvals list --workflow support --kind action", "lanekeeper approvals list --state rejected --json"]
                : ["lanekeeper approvals               # what waits, numbered", "lanekeeper approvals show 1        # what will happen, why, on what evidence", "lanekeeper approvals approve 1", "lanekeeper approvals edit 1        # change the arguments in your editor, then approve", "lanekeeper approvals reject 1 --reason wrong_facts --words \"the parcel has arrived\"", "lanekeeper approvals review        # one after the other, with single keys"])
    {
        Add(_state);
        Add(_workflow);
        Add(_kind);
        Add(_group);
        Add(_limit);
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken)
    {
        var state = given.GetValue(_state) ?? Say.Snake(ApprovalState.Pending);
        var page = await Pages.ReadAsync<Approval>(server, ApiPaths.Approvals, given.GetValue(_limit), cancellationToken,
            ("state", state), ("workflow", given.GetValue(_workflow)), ("kind", given.GetValue(_kind)), ("group", given.GetValue(_group)));
        if (WantsJson(given) || state != Say.Snake(ApprovalState.Pending))
        {
            return Answer(given, page, PrintDecided);
        }

        // The numbers are those of the whole inbox, however the list is narrowed: show, approve and reject go by them.
        return (await new Inbox(server).ReadAsync(cancellationToken)).Succeeded(out var waiting, out var problem)
            ? Answer(given, page, shown => PrintWaiting(shown, [.. waiting.Select(card => card.Id)]))
            : Screen.Problem(problem);
    }

    private void PrintWaiting(Page<Approval> page, List<Guid> order)
    {
        if (page.Items.Count == 0)
        {
            Screen.Note("Nothing waits for a person.");
            return;
        }

        var table = new TextTable(new("#", IsNumber: true), new("id"), new("age"), new("workflow", 1), new("kind"), new("what will happen", 2));
        foreach (var card in page.Items.OrderBy(card => card.RequestedAt).ThenBy(card => card.Id))
        {
            var number = order.IndexOf(card.Id) + 1;
            table.Add(number > 0 ? number.ToString(CultureInfo.InvariantCulture) : "", Say.Short(card.Id), Say.Ago(card.RequestedAt, Now), card.Request.Workflow, CardWords.Kind(card), card.Summary);
        }

        table.Write(Screen);
        Screen.Note(page.Items.Count < order.Count ? $"{page.Items.Count} of {order.Count} that wait." : $"{order.Count} wait. `lanekeeper approvals show 1` shows one, `lanekeeper approvals review` goes through them.");
    }

    private void PrintDecided(Page<Approval> page)
    {
        if (page.Items.Count == 0)
        {
            Screen.Note("There are no such cards.");
            return;
        }

        var table = new TextTable(new("id"), new("when"), new("workflow", 1), new("kind"), new("state"), new("by", 3), new("reason"), new("what", 2));
        foreach (var card in page.Items)
        {
            table.Add(Say.Short(card.Id), Say.Ago(card.DecidedAt ?? card.RequestedAt, Now), card.Request.Workflow, CardWords.Kind(card), CardWords.State(card), card.DecidedByName,
                card.Reason is { } reason ? Say.Word(reason) : "", card.Summary);
        }

        table.Write(Screen);
    }
}
