using System.CommandLine;
using Lanekeeper.Approvals;

namespace Lanekeeper.Cli.Approvals;

/// <summary><c>lanekeeper approvals show</c></summary>
internal sealed class ApprovalsShowCommand(Surroundings around)
    : CardCommand(around, "show", "Show a card: what will happen, why, on what evidence, with which arguments and versions",
        "lanekeeper approvals show 1",
        "lanekeeper approvals show 33c5a0f2 --json")
{
    protected override Task<int> RunAsync(ServerClient server, Approval card, ParseResult given, CancellationToken cancellationToken) =>
        Task.FromResult(Answer<Approval>(given, card, shown =>
        {
            var view = new CardView(Screen, Now);
            view.Write(shown);
            view.WriteChoices(shown);
        }));
}
