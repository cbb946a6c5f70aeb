using Lanekeeper.Permissions;

namespace Lanekeeper.Orchestration;

/// <summary>What may be permitted in this room.</summary>
public static class OrchestrationPermissions
{
    public static readonly Permission Start = new("runs.start", Role.Reviewer);

    public static readonly Permission Read = new("runs.read", Role.Viewer);

    public static readonly Permission Cancel = new("runs.cancel", Role.Operator);

    public static readonly Permission Replay = new("runs.replay", Role.Operator);
}
