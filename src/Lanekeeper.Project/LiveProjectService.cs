using Lanekeeper.Permissions;
using Lanekeeper.Project.Asking;

namespace Lanekeeper.Project;

internal sealed class LiveProjectService(IDeployments deployments, IAppKeys keys, Secrets secrets) : ILiveProject
{
    public async Task<Result<Page<SecretNeed>>> ListSecretsAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ProjectPermissions.List) is { } denied)
        {
            return denied;
        }

        return (await deployments.CurrentAsync(cancellationToken)).Map(live => new Page<SecretNeed>(SecretNeeds.Of(live.Definition, secrets), null));
    }

    public async Task<Result<Page<NameDoubt>>> ListDoubtsAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, ProjectPermissions.List) is { } denied)
        {
            return denied;
        }

        var working = new List<AppKeyRow>();
        for (var page = new PageRequest(PageRequest.Largest); ;)
        {
            if (!(await keys.ListAsync(actor, page, cancellationToken)).Succeeded(out var some, out var problem))
            {
                return problem;
            }

            working.AddRange(some.Items.Where(key => key.State is AppKeyState.Live or AppKeyState.Replaced));
            if (some.Next is not { } after)
            {
                break;
            }

            page = page with { After = after };
        }

        return (await deployments.CurrentAsync(cancellationToken)).Map(live => new Page<NameDoubt>(UncarriedNames.Of(live.Definition, working), null));
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
