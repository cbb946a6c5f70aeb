namespace Lanekeeper.Permissions;

/// <summary>What a tool does to the world; each tool declares one.</summary>
public enum Effect
{
    /// <summary>Changes nothing.</summary>
    Read,

    /// <summary>Makes something inside Lanekeeper only.</summary>
    Draft,

    /// <summary>Tells people of the team.</summary>
    Notify,

    /// <summary>Changes a system, or sends outside.</summary>
    Write,

    /// <summary>Deletes, pays, refunds, publishes: cannot be taken back.</summary>
    Destructive,
}
