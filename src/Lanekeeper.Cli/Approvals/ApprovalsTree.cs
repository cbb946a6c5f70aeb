using System.CommandLine;

namespace Lanekeeper.Cli.Approvals;

/// <summary><c>lanekeeper approvals</c> is the inbox; its subcommands look closer and decide.</summary>
internal static class ApprovalsTree
{
    public static Command Make(Surroundings around) => new ApprovalsListCommand(around, "approvals")
    {
        new ApprovalsListCommand(around, "list"),
        new ApprovalsShowCommand(around),
        new ApproveCommand(around),
        new EditCommand(around),
        new RejectCommand(around),
        new ReviewCommand(around),
    };
}
