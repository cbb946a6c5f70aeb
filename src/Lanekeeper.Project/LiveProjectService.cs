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

    public async Task<IReadOnlyList<string>> DoubtAsync(ProjectNames names, CancellationToken cancellationToken) =>
        NameDoubts.Of((await deployments.CurrentAsync(cancellationToken)).Succeeded(out var live, out _) ? live.Definition : null, names);
}
