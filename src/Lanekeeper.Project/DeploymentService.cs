using Lanekeeper.Permissions;
using Lanekeeper.Project.Comparing;
using Lanekeeper.Project.Deploying;
using Lanekeeper.Project.Storing;

namespace Lanekeeper.Project;

internal sealed class DeploymentService(
    DeployHandler deploy,
    RollbackHandler rollback,
    CompareHandler compare,
    DeploymentStore deployments,
    SnapshotStore snapshots,
    SnapshotCache cache,
    LivePointer live) : IDeployments
{
    public Task<Result<Deployment>> DeployAsync(Actor actor, DeployRequest request, CancellationToken cancellationToken) =>
        deploy.RunAsync(actor, request, cancellationToken);

    public Task<Result<Deployment>> RollbackAsync(Actor actor, RollbackRequest request, CancellationToken cancellationToken) =>
        rollback.RunAsync(actor, request, cancellationToken);

    public async Task<Result<Page<Deployment>>> ListAsync(Actor actor, PageRequest page, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ProjectPermissions.List) is { } denied)
        {
            return denied;
        }

        var found = await deployments.ListAsync(page.AfterId, page.BoundedSize + 1, cancellationToken);
        return found.Count <= page.BoundedSize
            ? new Page<Deployment>(found, null)
            : new Page<Deployment>([.. found.Take(page.BoundedSize)], found[page.BoundedSize - 1].Id.ToString());
    }

    public async Task<Result<DeploymentStep>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ProjectPermissions.List) is { } denied)
        {
            return denied;
        }

        return await deployments.FindAsync(id, cancellationToken) is { } found
            ? new DeploymentStep(found, await deployments.ListAsync(id, 1, cancellationToken) is [var before, ..] ? before : null)
            : ProjectProblems.UnknownDeployment(id);
    }

    public Task<Result<SnapshotComparison>> CompareAsync(Actor actor, string? from, string to, CancellationToken cancellationToken) =>
        compare.RunAsync(actor, from, to, cancellationToken);

    public async Task<Result<Snapshot>> CurrentAsync(CancellationToken cancellationToken) =>
        await live.FindAsync(cancellationToken) is { } hash ? await cache.GetAsync(hash, cancellationToken) : ProjectProblems.NoDeployment;

    public Task<Result<Snapshot>> GetSnapshotAsync(string hash, CancellationToken cancellationToken) => cache.GetAsync(hash, cancellationToken);

    public async Task<Result<ProjectFiles>> GetFilesAsync(Actor actor, string hash, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ProjectPermissions.ReadFiles) is { } denied)
        {
            return denied;
        }

        return await snapshots.FindAsync(hash, cancellationToken) is { } files ? files : ProjectProblems.NoSnapshot(hash);
    }
}
