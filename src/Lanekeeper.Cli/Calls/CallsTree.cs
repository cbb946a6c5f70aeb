using System.CommandLine;

namespace Lanekeeper.Cli.Calls;

/// <summary><c>lanekeeper calls</c> lists; <c>show</c> looks closer.</summary>
internal static class CallsTree
{
    public static Command Make(Surroundings around) => new CallsListCommand(around, "calls")
    {
        new CallsListCommand(around, "list"),
        new CallsShowCommand(around),
    };
}
