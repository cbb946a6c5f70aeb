using Lanekeeper.Permissions;
using Lanekeeper.Project.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Project.Deploying;

internal sealed partial class RollbackHandler(Database database, SnapshotCache cache, LivePointer live, TimeProvider time, ILogger<RollbackHandler> logger)
{
    public async Task<Result<Deployment>> RunAsync(Actor actor, RollbackRequest request, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ProjectPermissions.Rollback) is { } denied)
        {
            return denied;
        }

        if (DeploymentNote.Check(request.Note) is { } bad)
        {
            return bad;
        }

        // A snapshot that this version of the program no longer accepts must not go live.
        if (request.Snapshot is { } wanted && (await cache.GetAsync(wanted, cancellationToken)).Problem is { } refused)
        {
            return refused;
        }

        var result = await database.InTransactionAsync(transaction => PointBackAsync(transaction, actor, request, cancellationToken), cancellationToken);
        live.Moved();
        if (result.Succeeded(out var deployment, out _))
        {
            LogRolledBack(deployment.Snapshot, deployment.RolledBackFrom, actor.Name);
        }

        return result;
    }

    private async Task<Result<Deployment>> PointBackAsync(DatabaseTransaction transaction, Actor actor, RollbackRequest request, CancellationToken cancellationToken)
    {
        if (await DeploymentStore.LockLiveAsync(transaction, cancellationToken) is not { } before)
        {
            return ProjectProblems.NoDeployment;
        }

        if (request.Live is { } taken && taken != before.Snapshot)
        {
            return ProjectProblems.OtherIsLive(before);
        }

        var target = request.Snapshot ?? await DeploymentStore.FindEarlierAsync(transaction, before.Snapshot, cancellationToken);
        if (target is null)
        {
            return ProjectProblems.NoEarlierDeployment;
        }

        return target == before.Snapshot
            ? before
            : await DeploymentStore.AddAsync(
                transaction, new(Id.New(time), target, request.Note, actor.Name, time.GetUtcNow(), before.Snapshot), cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "Snapshot {Hash} is live again, rolled back from {From} by {Actor}.")]
    private partial void LogRolledBack(string hash, string? from, string actor);
}
