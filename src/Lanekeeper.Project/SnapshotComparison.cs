namespace Lanekeeper.Project;

/// <summary>A deployment, and the one that was live before it.</summary>
/// <param name="Before"><see langword="null"/> for the first.</param>
public sealed record DeploymentStep(Deployment Deployment, Deployment? Before);

/// <summary>What differs between two snapshots.</summary>
/// <param name="From">The hash of the old one; <see langword="null"/> for nothing at all.</param>
/// <param name="Facts">What it means, a sentence each, the weightiest first; the files say the rest.</param>
/// <param name="Files">The files that differ: prompts first, then workflows, the project, schemas, others.</param>
public sealed record SnapshotComparison(string? From, string To, IReadOnlyList<string> Facts, IReadOnlyList<FileChange> Files)
{
    /// <summary>Whether the texts were left out because the caller may not read them; an empty text then says only that the file was there.</summary>
    public bool IsWithheld { get; init; }
}

/// <param name="Before">The text; <see langword="null"/> where the file was not there.</param>
/// <param name="After">The text; <see langword="null"/> where the file is not there any more.</param>
public sealed record FileChange(string Path, FileKind Kind, string? Before, string? After);

/// <summary>What a file of a project is for, in the order in which changes of it are read.</summary>
public enum FileKind
{
    Prompt,
    Workflow,

    /// <summary><c>lanekeeper.yaml</c>: models, routes, tools, sources, people, the never list.</summary>
    Project,
    Schema,

    /// <summary>Examples and gold cases, and whatever else lies there.</summary>
    Other,
}
