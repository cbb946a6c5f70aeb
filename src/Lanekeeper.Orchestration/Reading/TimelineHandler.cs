using Lanekeeper.Ledger;
using Lanekeeper.Orchestration.Running;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Reading;

/// <summary>A run on its time axis, from light rows: what its steps read and wrote stays where it is.</summary>
internal sealed class TimelineHandler(RunStore runs, TimelineStore steps, ICalls calls, AttemptsReader attempts, IDeployments deployments)
{
    private const int MostAhead = 200;

    public async Task<Result<RunTimeline>> RunAsync(Actor actor, Guid runId, int first, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Read) is { } denied)
        {
            return denied;
        }

        if (await runs.FindStandingAsync(runId, cancellationToken) is not { } run)
        {
            return RunProblems.NotFound(runId);
        }

        if (!(await calls.SumByStepAsync(actor, runId, cancellationToken)).Succeeded(out var sums, out var problem))
        {
            return problem;
        }

        var from = Math.Max(0, first);
        var ids = await steps.ListIdsAsync(runId, cancellationToken);
        var spans = await steps.ListAsync(runId, from, RunTimeline.Largest, cancellationToken);
        var taken = sums.Where(sum => sum.StepId is not null).ToDictionary(sum => sum.StepId!, StringComparer.Ordinal);
        return new RunTimeline(
            run.ToRun(),
            from,
            ids.Count,
            [.. spans.Select(span => taken.TryGetValue(span.Id, out var sum) ? span with { Cost = Cost(sum), Degraded = sum.Degraded } : span)],
            await AheadAsync(run, ids, cancellationToken),
            run.WorkingMs,
            Sum(sums.Select(Cost)))
        {
            Attempts = await attempts.ReadAsync(actor, run.ToRun(), cancellationToken),
        };
    }

    // A snapshot that cannot be read any more takes nothing from what was journaled.
    private async Task<IReadOnlyList<StepAhead>> AheadAsync(RunRow run, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (run.EndedAt is not null
            || !(await deployments.GetSnapshotAsync(run.Snapshot, cancellationToken)).Succeeded(out var snapshot, out _)
            || !snapshot.Definition.Workflows.TryGetValue(run.Workflow, out var workflow))
        {
            return [];
        }

        var known = ids.ToHashSet(StringComparer.Ordinal);
        return [.. workflow.Steps.Where(step => !known.Contains(step.Id)).Take(MostAhead).Select(step => new StepAhead(step.Id, StepRunners.Kind(step)))];
    }

    private static StepCost Cost(StepCalls calls) => new(calls.Calls, calls.InputTokens, calls.OutputTokens, calls.CostUsd, calls.UnknownCost);

    private static StepCost Sum(IEnumerable<StepCost> costs) => costs.Aggregate(StepCost.None, (all, one) => new(
        all.Calls + one.Calls, all.InputTokens + one.InputTokens, all.OutputTokens + one.OutputTokens, Sum(all.CostUsd, one.CostUsd), all.UnknownCost + one.UnknownCost));

    private static decimal? Sum(decimal? one, decimal? other) => one is null ? other : one + (other ?? 0);
}
