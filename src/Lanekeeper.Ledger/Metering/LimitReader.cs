using Lanekeeper.Ledger.Storing;
using Lanekeeper.Project;

namespace Lanekeeper.Ledger.Metering;

/// <summary>Holds what the meters have counted against what the live project allows.</summary>
internal sealed class LimitReader(LimitStore store, IDeployments deployments, TimeProvider time)
{
    public async Task<Result<LimitsInUse>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!(await deployments.CurrentAsync(cancellationToken)).Succeeded(out var live, out var problem))
        {
            return problem.Code == ProjectProblems.NoDeployment.Code ? new LimitsInUse(now, []) : problem;
        }

        var limited = Limited(live.Definition).ToList();
        var seen = await store.LookAsync([.. limited.Select(one => one.Limits.Meter)], now, cancellationToken);
        return new LimitsInUse(now, [.. limited
            .Select(one => new LimitHolder(one.Kind, one.Name, LimitFigures.Of(one.Limits, seen.GetValueOrDefault(one.Limits.Meter), now)))
            .Where(holder => holder.Limits.Count > 0)
            .OrderByDescending(holder => holder.Limits.Any(limit => limit.IsNear) ? holder.Share : 0)
            .ThenBy(holder => holder.Kind)
            .ThenBy(holder => holder.Name, StringComparer.Ordinal)]);
    }

    private static IEnumerable<(LimitHolderKind Kind, string Name, MeterLimits Limits)> Limited(ProjectDefinition project) =>
    [
        .. project.AppLimits.Select(app => (LimitHolderKind.App, app.Key, MeterLimits.OfApp(app.Key, app.Value))),
        .. project.WorkflowLimits.Select(workflow => (LimitHolderKind.Workflow, workflow.Key, MeterLimits.OfWorkflow(workflow.Key, workflow.Value))),
    ];
}
