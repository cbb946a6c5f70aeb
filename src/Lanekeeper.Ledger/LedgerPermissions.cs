using Lanekeeper.Permissions;

namespace Lanekeeper.Ledger;

/// <summary>What may be permitted here.</summary>
public static class LedgerPermissions
{
    /// <summary>Which calls and actions there were, without what was said in them.</summary>
    public static readonly Permission Read = new("reading the ledger", Role.Viewer);

    /// <summary>Saying of a model that is served otherwise than before that this is known.</summary>
    public static readonly Permission Acknowledge = new("acknowledging a change of a served model", Role.Operator);

    /// <summary>Prompts, answers, and the arguments and outputs of actions.</summary>
    public static readonly Permission ReadBodies = new("reading prompts, answers and arguments", Role.Reviewer);
}
