namespace Lanekeeper.Permissions;

/// <summary>A workflow's rung on the permission ladder: how far it may go by itself.</summary>
public enum Ceiling
{
    Read,
    Draft,
    Recommend,
    ExecuteWithApproval,
    Execute,
}
