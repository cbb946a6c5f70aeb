namespace Lanekeeper.Project;

/// <summary>A name that a limit, a cache or an alarm is for, and that nobody carries. No error: an app's key may be made tomorrow.</summary>
/// <param name="Where">The member of <c>lanekeeper.yaml</c>, like <c>limits.apps</c>.</param>
/// <param name="Message">What is not in force for want of it, and which names there are.</param>
public sealed record NameDoubt(string Where, string Name, string Message);
