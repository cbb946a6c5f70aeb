using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Relaying;
using Lanekeeper.Models.Relaying.Caching;
using Lanekeeper.Models.Relaying.Idempotency;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Models;

internal sealed class RelayService(CachedRelay relay, KeyedRelay keyed, IDeployments deployments, ModelsOptions options) : IRelay
{
    public Task<Result<RelayAnswer>> SendAsync(RelayCall call, CancellationToken caller) =>
        KeyedCall.NameOf(call) is { } name ? keyed.SendAsync(call, name, caller) : relay.SendAsync(call, caller);

    public async Task<Result<IReadOnlyList<RelayModel>>> ListModelsAsync(AppKey key, WireKind kind, CancellationToken cancellationToken) =>
        (await deployments.CurrentAsync(cancellationToken)).Succeeded(out var snapshot, out var problem)
            ? Target.Of(snapshot.Definition, key, kind, options).Select(target => new RelayModel(target.Route, ModelLabel.ProviderOf(target.Model))).ToList()
            : problem;
}
