namespace Lanekeeper.Permissions;

/// <summary>What becomes of a tool call, strictest first.</summary>
public enum Verdict
{
    /// <summary>Not executed.</summary>
    Deny,

    /// <summary>Not executed; recorded, and routed to a person who may do it elsewhere.</summary>
    Recommend,

    /// <summary>Executed once a person has approved exactly these arguments.</summary>
    Approve,

    /// <summary>Executed.</summary>
    Allow,
}

/// <summary>Whether a text or value may be believed.</summary>
public enum Trust
{
    Untrusted,
    Trusted,
}
