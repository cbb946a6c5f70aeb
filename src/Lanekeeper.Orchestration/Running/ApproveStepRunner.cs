using Lanekeeper.Approvals;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

internal sealed class ApproveStepRunner(IApprovals approvals) : IStepRunner<ApproveStep>
{
    public async Task<StepResult> RunAsync(RunWork work, ApproveStep step, CancellationToken cancellationToken)
    {
        if (work.Find(step.Id)?.ApprovalId is not { } approvalId)
        {
            return await AskAsync(work, step, cancellationToken);
        }

        return (await approvals.GetAsync(Actor.System, approvalId, cancellationToken)).Succeeded(out var approval, out var problem)
            ? Heed(approval)
            : new StepResult.Stops(problem.Kind == ProblemKind.NotFound ? RunProblems.ReplyMissing(step.Id) : problem);
    }

    private static StepResult Heed(Approval approval) => approval.State switch
    {
        ApprovalState.Pending => new StepResult.Waits(approval.Id, approval.Request.Summary),
        _ when !approval.IsSettled => new StepResult.Waits(approval.Id, approval.Request.Summary),
        ApprovalState.Approved => new StepResult.Ended(StepState.Done) { ApprovalId = approval.Id, Explanation = Decided.Say(approval) },
        ApprovalState.Withdrawn => new StepResult.Withdrawn(),
        _ => new StepResult.Ended(StepState.Rejected) { ApprovalId = approval.Id, Explanation = Decided.Say(approval) },
    };

    private async Task<StepResult> AskAsync(RunWork work, ApproveStep step, CancellationToken cancellationToken)
    {
        if (!step.Question.Render(work.Scope).Succeeded(out var question, out var problem))
        {
            return new StepResult.Stops(problem);
        }

        var asked = await approvals.RequestAsync(Cards.Question(work, step.Id, question, step.Terms), cancellationToken);

        // A worker that died may have asked before, and the answer be there already.
        return asked.Succeeded(out var approval, out problem) ? Heed(approval) : new StepResult.Stops(problem);
    }
}
