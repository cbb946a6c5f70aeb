using Lanekeeper.Permissions;

namespace Lanekeeper.Retrieval;

/// <summary>What may be permitted here.</summary>
public static class RetrievalPermissions
{
    public static readonly Permission Sync = new("indexing sources", Role.Operator);

    public static readonly Permission Read = new("reading sources", Role.Viewer);
}
