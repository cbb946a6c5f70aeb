namespace Lanekeeper.Permissions;

/// <summary>
/// The permission ladder: a pure function from what is known of a tool call to what becomes of it.
/// What is not declared is denied, forbid beats permit, and the order in which things are declared does not matter.
/// </summary>
public static class Ladder
{
    public static Decision Decide(ActionRequest request) => new(Verdict.Deny, "undeclared", request.Tool);
}
