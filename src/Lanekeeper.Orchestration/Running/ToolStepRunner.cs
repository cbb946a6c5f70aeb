using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Project;
using Lanekeeper.Tools;

namespace Lanekeeper.Orchestration.Running;

/// <summary>
/// A tool step's life: proposed -> executed | denied | recommended, or held -> decided -> executed | rejected.
/// The second half runs when the decision has woken the run.
/// </summary>
internal sealed class ToolStepRunner(ITools tools, IApprovals approvals) : IStepRunner<ToolStep>
{
    public async Task<StepResult> RunAsync(RunWork work, ToolStep step, CancellationToken cancellationToken)
    {
        // It waited, or what was approved failed in a way that may pass.
        if (work.Find(step.Id)?.ApprovalId is { } approvalId)
        {
            return await ResumeAsync(work, step, approvalId, cancellationToken);
        }

        if (!step.Arguments.Render(work.Scope).Succeeded(out var arguments, out var problem))
        {
            return new StepResult.Stops(problem);
        }

        return await InvokeAsync(work, step, arguments, null, cancellationToken);
    }

    /// <summary>Looks at the card, also right after it was put there: a worker that died may have asked before, and the answer be there already.</summary>
    private async Task<StepResult> ResumeAsync(RunWork work, ToolStep step, Guid approvalId, CancellationToken cancellationToken)
    {
        if (!(await approvals.GetAsync(Actor.System, approvalId, cancellationToken)).Succeeded(out var approval, out var problem))
        {
            return new StepResult.Stops(problem.Kind == ProblemKind.NotFound ? RunProblems.ReplyMissing(step.Id) : problem);
        }

        return await HeedAsync(work, step, approval, cancellationToken);
    }

    private async Task<StepResult> HeedAsync(RunWork work, ToolStep step, Approval approval, CancellationToken cancellationToken) => approval.State switch
    {
        ApprovalState.Pending => new StepResult.Waits(approval.Id, Why(approval)),
        _ when !approval.IsSettled => new StepResult.Waits(approval.Id, Why(approval)),
        ApprovalState.Approved when approval.Request.Kind == ApprovalKind.Question => Settled(approval),
        ApprovalState.Approved => await InvokeAsync(work, step, approval.Arguments!.Value, approval.Id, cancellationToken),
        ApprovalState.Withdrawn => new StepResult.Withdrawn(),
        _ => new StepResult.Ended(StepState.Rejected) { ApprovalId = approval.Id, Explanation = Decided.Say(approval) },
    };

    private async Task<StepResult> InvokeAsync(RunWork work, ToolStep step, JsonElement arguments, Guid? approvalId, CancellationToken cancellationToken)
    {
        var provenance = new Provenance(work);
        var invocation = new ToolInvocation
        {
            Origin = work.Origin(step.Id),
            Project = work.Project,
            Workflow = work.Workflow,
            Tool = step.Tool,
            Arguments = arguments,
            ArgumentTrust = provenance.OfArguments(step.Arguments),
            HasReadUntrusted = provenance.HasReadUntrusted,
            Scope = work.RuleScope,
            ApprovalId = approvalId,
            Title = work.Run.Title,
            StartedBy = work.Run.StartedBy,
            Reason = step.Reason?.Render(work.Scope) is { Problem: null } reason ? reason.Value : null,
            Evidence = Evidence.Of(work),
        };
        if (!(await tools.InvokeAsync(invocation, cancellationToken)).Succeeded(out var outcome, out var problem))
        {
            return new StepResult.Stops(problem);
        }

        return outcome.State switch
        {
            ToolState.Executed => Ended(StepState.Done, outcome, approvalId),
            ToolState.Denied => Ended(StepState.Denied, outcome, approvalId),
            ToolState.Recommended => Ended(StepState.Routed, outcome, outcome.ApprovalId),
            ToolState.Held => await ResumeAsync(work, step, outcome.ApprovalId!.Value, cancellationToken),
            _ => await AskAboutDoubtAsync(work, step, outcome, cancellationToken),
        };
    }

    private static StepResult.Ended Ended(StepState state, ToolOutcome outcome, Guid? approvalId) => new(state)
    {
        Output = outcome.Output,
        ActionId = outcome.ActionId,
        ApprovalId = approvalId,
        Explanation = outcome.Decision.Explanation,
    };

    /// <summary>An action that may or may not have happened is never tried again by itself: a person looks, and says which.</summary>
    private async Task<StepResult> AskAboutDoubtAsync(RunWork work, ToolStep step, ToolOutcome outcome, CancellationToken cancellationToken)
    {
        var question = Cards.Question(
            work,
            step.Id,
            $"'{step.Tool}' was begun and its outcome is not known: the program stopped, or no clear answer came (action {outcome.ActionId}). Look in the system it writes to. Approve if it happened; reject if it did not.",
            work.Project.Tools[step.Tool].Approval with { OnExpiry = ExpiryOutcome.Reject });
        var asked = await approvals.RequestAsync(question, cancellationToken);
        return asked.Succeeded(out var card, out var problem) ? await HeedAsync(work, step, card, cancellationToken) : new StepResult.Stops(problem);
    }

    private static string Why(Approval approval) => approval.Request.Action?.Decision.Explanation ?? approval.Request.Summary;

    private static StepResult.Ended Settled(Approval approval) => new(StepState.Done) { ApprovalId = approval.Id, Explanation = Decided.Say(approval) };
}
