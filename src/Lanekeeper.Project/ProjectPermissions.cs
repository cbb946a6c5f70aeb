using Lanekeeper.Permissions;

namespace Lanekeeper.Project;

/// <summary>What may be permitted at this room's door.</summary>
public static class ProjectPermissions
{
    public static readonly Permission List = new("to see deployments", Role.Viewer);

    /// <summary>Prompts, examples, and whatever else the files hold.</summary>
    public static readonly Permission ReadFiles = new("to read a project's files", Role.Reviewer);

    public static readonly Permission Deploy = new("to deploy a project", Role.Operator);

    public static readonly Permission Rollback = new("to roll a project back", Role.Operator);
}
