using Lanekeeper.Permissions;
using Lanekeeper.Project.Asking;
using Lanekeeper.Project.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Project.Deploying;

internal sealed partial class DeployHandler(Database database, SnapshotCache cache, LivePointer live, Secrets secrets, TimeProvider time, ILogger<DeployHandler> logger)
{
    public async Task<Result<Deployment>> RunAsync(Actor actor, DeployRequest request, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ProjectPermissions.Deploy) is { } denied)
        {
            return denied;
        }

        if (DeploymentNote.Check(request.Note) is { } bad)
        {
            return bad;
        }

        var report = Projects.Check(request.Files);
        if (report.Definition is not { } definition)
        {
            return ProjectProblems.Faulty(report.Faults);
        }

        if (SecretNeeds.Refuse(definition, secrets) is { } refused)
        {
            return refused;
        }

        var hash = Projects.Hash(request.Files);
        var deployed = await database.InTransactionAsync(
            transaction => StoreAsync(transaction, actor, request, hash, definition.Name, cancellationToken),
            cancellationToken);
        cache.Put(new(hash, definition));
        live.Moved();
        LogDeployed(hash, definition.Name, actor.Name);
        return deployed;
    }

    private async Task<Deployment> StoreAsync(
        DatabaseTransaction transaction, Actor actor, DeployRequest request, string hash, string project, CancellationToken cancellationToken)
    {
        var before = await DeploymentStore.LockLiveAsync(transaction, cancellationToken);
        if (before?.Snapshot == hash)
        {
            return before;
        }

        var now = time.GetUtcNow();
        await SnapshotStore.AddAsync(transaction, hash, project, request.Files, now, cancellationToken);
        return await DeploymentStore.AddAsync(transaction, new(Id.New(time), hash, request.Note, actor.Name, now, null), cancellationToken);
    }

    [LoggerMessage(LogLevel.Information, "Snapshot {Hash} of {Project} is live, deployed by {Actor}.")]
    private partial void LogDeployed(string hash, string project, string actor);
}
