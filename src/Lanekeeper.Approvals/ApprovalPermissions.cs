using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals;

/// <summary>What may be permitted at the door of approvals.</summary>
public static class ApprovalPermissions
{
    public static readonly Permission See = new("seeing approvals", Role.Viewer);

    public static readonly Permission Decide = new("deciding approvals", Role.Reviewer);
}
