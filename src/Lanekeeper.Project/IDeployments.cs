namespace Lanekeeper.Project;

/// <summary>The door of deployments: which snapshot of the project is live, and which were.</summary>
public interface IDeployments
{
    /// <summary>Checks the files, stores them as a snapshot, and makes it the live one. Deploying the live snapshot again changes nothing.</summary>
    Task<Result<Deployment>> DeployAsync(Actor actor, DeployRequest request, CancellationToken cancellationToken);

    Task<Result<Page<Deployment>>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken);

    /// <summary>One deployment, and the one that was live before it.</summary>
    Task<Result<DeploymentStep>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>What differs between two snapshots, in sentences and by file. Without <paramref name="from"/>, everything is new. What stands in the files is for reviewers.</summary>
    Task<Result<SnapshotComparison>> CompareAsync(Actor actor, string? from, string to, CancellationToken cancellationToken);

    /// <summary>Makes an earlier snapshot live again; without a snapshot, the one before the live one.</summary>
    Task<Result<Deployment>> RollbackAsync(Actor actor, RollbackRequest request, CancellationToken cancellationToken);

    /// <summary>The live snapshot, compiled; kept in memory until another goes live.</summary>
    Task<Result<Snapshot>> CurrentAsync(CancellationToken cancellationToken);

    /// <summary>A snapshot by its hash, compiled; a run stays on the one it started with.</summary>
    Task<Result<Snapshot>> GetSnapshotAsync(string hash, CancellationToken cancellationToken);

    /// <summary>The files of a snapshot, for comparing and exporting; for reviewers.</summary>
    Task<Result<ProjectFiles>> GetFilesAsync(Actor actor, string hash, CancellationToken cancellationToken);
}

/// <param name="Hash"><c>sha256:</c> and 64 digits over the sorted paths and contents.</param>
public sealed record Snapshot(string Hash, ProjectDefinition Definition);

/// <param name="Note">Why, in a line; shown in the list.</param>
public sealed record DeployRequest(ProjectFiles Files, string Note);

/// <param name="Live">The snapshot that the caller takes to be live; when another is by now, nothing is rolled back.</param>
public sealed record RollbackRequest(string? Snapshot, string Note, string? Live = null);

public sealed record Deployment(Guid Id, string Snapshot, string Project, string Note, string DeployedBy, DateTimeOffset DeployedAt, bool IsLive, string? RolledBackFrom);
