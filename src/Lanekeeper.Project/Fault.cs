namespace Lanekeeper.Project;

/// <summary>One thing that is wrong in a project folder, and where.</summary>
/// <param name="File">The path from the project's root, with forward slashes.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What was found, what was expected and, where there is a near name, "did you mean".</param>
public sealed record Fault(string File, int Line, int Column, string Message)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}

/// <summary>What checking a project gave: its definition, or every fault at once.</summary>
/// <param name="Definition"><see langword="null"/> when there are faults.</param>
public sealed record CheckReport(ProjectDefinition? Definition, IReadOnlyList<Fault> Faults);
