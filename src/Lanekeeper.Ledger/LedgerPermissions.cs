using Lanekeeper.Permissions;

namespace Lanekeeper.Ledger;

/// <summary>What may be permitted here.</summary>
public static class LedgerPermissions
{
    /// <summary>Which calls and actions there were, without what was said in them.</summary>
    public static readonly Permission Read = new("reading the ledger", Role.Viewer);

    /// <summary>Prompts, answers, and the arguments and outputs of actions.</summary>
    public static readonly Permission ReadBodies = new("reading prompts, answers and arguments", Role.Reviewer);
}
