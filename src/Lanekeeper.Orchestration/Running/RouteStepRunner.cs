using Lanekeeper.Approvals;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>Hands the work to a person: a card that no run waits for.</summary>
internal sealed class RouteStepRunner(IApprovals approvals) : IStepRunner<RouteStep>
{
    public async Task<StepResult> RunAsync(RunWork work, RouteStep step, CancellationToken cancellationToken)
    {
        if (!step.Reason.Render(work.Scope).Succeeded(out var reason, out var problem))
        {
            return new StepResult.Stops(problem);
        }

        var card = Cards.Handoff(work, step.Id, reason, ApprovalTerms.Default with { Group = step.To });
        var routed = await approvals.RequestAsync(card, cancellationToken);
        return routed.Succeeded(out var approval, out problem)
            ? new StepResult.Ended(StepState.Routed) { ApprovalId = approval.Id, Explanation = $"Routed to {step.To}: {reason}" }
            : new StepResult.Stops(problem);
    }
}
