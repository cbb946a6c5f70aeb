namespace Lanekeeper.Permissions;

/// <summary>A rule over a tool call's arguments: when its CEL condition holds, the call is forbidden.</summary>
/// <param name="Name">The rule's name in the project.</param>
/// <param name="Forbid">A CEL condition over <c>args</c>, <c>input</c>, <c>steps</c> and <c>tool</c>.</param>
public sealed record ArgumentRule(string Name, string Forbid);
