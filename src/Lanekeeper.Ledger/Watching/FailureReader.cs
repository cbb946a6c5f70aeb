using Lanekeeper.Ledger.Storing;
using Lanekeeper.Project;

namespace Lanekeeper.Ledger.Watching;

/// <summary>Holds what failed just now against what the live project allows.</summary>
internal sealed class FailureReader(FailureStore store, IDeployments deployments, TimeProvider time)
{
    private static readonly TimeSpan Looked = TimeSpan.FromMinutes(15);

    public async Task<bool> HasAlarmsAsync(CancellationToken cancellationToken) => (await AlarmsAsync(cancellationToken)).Count > 0;

    public async Task<IReadOnlyList<FailureRate>> ReadAsync(CancellationToken cancellationToken)
    {
        var alarms = await AlarmsAsync(cancellationToken);
        var rates = await store.CountAsync(Id.LeastAt(time.GetUtcNow() - Looked), cancellationToken);
        return [.. rates.Select(rate => rate with { Alarm = alarms.GetValueOrDefault(rate.Workflow) }).OrderByDescending(rate => rate.IsOver).ThenBy(rate => rate.Workflow, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyDictionary<string, AlarmDefinition>> AlarmsAsync(CancellationToken cancellationToken) =>
        (await deployments.CurrentAsync(cancellationToken)).Succeeded(out var live, out _) ? live.Definition.Alarms : new Dictionary<string, AlarmDefinition>();
}
