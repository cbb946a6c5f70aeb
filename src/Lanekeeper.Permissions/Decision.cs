namespace Lanekeeper.Permissions;

/// <summary>What was decided over a tool call, and why; stored with the call for ever.</summary>
/// <param name="Verdict">What becomes of the call.</param>
/// <param name="Rule">A stable name of what decided: <c>never</c>, <c>undeclared</c>, <c>unlisted</c>, <c>rule:NAME</c>, <c>ladder</c>, <c>trust</c>.</param>
/// <param name="Explanation">One or two sentences for a person.</param>
public sealed record Decision(Verdict Verdict, string Rule, string Explanation);
