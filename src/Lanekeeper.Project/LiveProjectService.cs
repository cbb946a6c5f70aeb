using Lanekeeper.Permissions;
using Lanekeeper.Project.Asking;

namespace Lanekeeper.Project;

internal sealed class LiveProjectService(IDeployments deployments) : ILiveProject
{
    public async Task<Result<Page<SecretNeed>>> ListSecretsAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ProjectPermissions.List) is { } denied)
        {
            return denied;
        }

        return (await deployments.CurrentAsync(cancellationToken)).Map(live => new Page<SecretNeed>(SecretNeeds.Of(live.Definition), null));
    }

    public async Task<Result<NewAppKey>> WarnAsync(Result<NewAppKey> made, CancellationToken cancellationToken)
    {
        if (!made.Succeeded(out var key, out var problem))
        {
            return problem;
        }

        var project = (await deployments.CurrentAsync(cancellationToken)).Succeeded(out var live, out _) ? live.Definition : null;
        return key with { Warnings = NameDoubts.Of(project, key.Key) };
    }
}
