using System.CommandLine;

namespace Lanekeeper.Cli.Keys;

/// <summary><c>lanekeeper keys</c> lists the keys of apps; its subcommands make, rotate and revoke them.</summary>
internal static class KeysTree
{
    public static Command Make(Surroundings around) => new KeysListCommand(around, "keys")
    {
        new KeysListCommand(around, "list"),
        new KeysCreateCommand(around),
        new KeysRotateCommand(around),
        new KeysRevokeCommand(around),
    };
}
