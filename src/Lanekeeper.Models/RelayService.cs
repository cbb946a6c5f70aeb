using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Relaying;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Models;

internal sealed class RelayService(RelayPipeline pipeline, IDeployments deployments, ModelsOptions options) : IRelay
{
    public Task<Result<RelayAnswer>> SendAsync(RelayCall call, CancellationToken caller) => pipeline.SendAsync(call, caller);

    public async Task<Result<IReadOnlyList<RelayModel>>> ListModelsAsync(AppKey key, WireKind kind, CancellationToken cancellationToken) =>
        (await deployments.CurrentAsync(cancellationToken)).Succeeded(out var snapshot, out var problem)
            ? Target.Of(snapshot.Definition, key, kind, options).Select(target => new RelayModel(target.Route, ModelLabel.ProviderOf(target.Model))).ToList()
            : problem;
}
