namespace Lanekeeper.Kernel;

/// <summary>Who asks. Every door method takes one; there is no ambient user.</summary>
/// <param name="Kind">What sort of caller this is.</param>
/// <param name="Id">A stable id: an account's UUID, a key's id, or a workflow's name.</param>
/// <param name="Name">How people know it: an e-mail address, a key's label, a workflow's name.</param>
/// <param name="Role">What it may do at most.</param>
public sealed record Actor(ActorKind Kind, string Id, string Name, Role Role)
{
    /// <summary>The program itself: sweeps, schedules, the worker.</summary>
    public static readonly Actor System = new(ActorKind.System, "system", "Lanekeeper", Role.Admin);

    /// <summary>A caller who has shown no credential, or a wrong one. It may do nothing.</summary>
    public static readonly Actor Anonymous = new(ActorKind.Anonymous, "anonymous", "anonymous", Role.None);
}

public enum ActorKind
{
    Anonymous,
    Person,
    Key,
    Workflow,
    System,
}

/// <summary>What an account may do; each role includes the ones before it.</summary>
public enum Role
{
    None,
    Viewer,
    Reviewer,
    Operator,
    Admin,
}
