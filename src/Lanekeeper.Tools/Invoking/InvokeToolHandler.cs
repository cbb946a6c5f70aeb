using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Tools.Invoking;

/// <summary>
/// schema -> rules -> ladder -> deny | recommend | hold | execute. What was decided is written down whatever it is; so is
/// the call of a tool that may not be called at all, whatever its arguments.
/// </summary>
internal sealed partial class InvokeToolHandler(
    IApprovals approvals,
    IActions actions,
    ActionRunner runner,
    TimeProvider time,
    ILogger<InvokeToolHandler> logger)
{
    public async Task<Result<ToolOutcome>> RunAsync(ToolInvocation invocation, CancellationToken cancellationToken)
    {
        var tool = invocation.Project.Tools.GetValueOrDefault(invocation.Tool);
        var faults = ArgumentCheck.FaultsOf(tool, invocation.Arguments);
        var request = Request.Make(invocation, tool, faults.Count == 0);
        var decision = Ladder.Decide(request);
        if (faults.Count > 0 && !(decision.Verdict == Verdict.Deny && ArgumentCheck.CanBeKept(invocation.Arguments)))
        {
            return ToolProblems.InvalidArguments(invocation.Tool, faults);
        }

        LogDecided(invocation.Origin.RunId, invocation.Tool, decision.Verdict, decision.Rule);
        var call = new DecidedCall(invocation, tool, request, decision, CanonicalJson.Digest(invocation.Arguments));

        return decision.Verdict switch
        {
            Verdict.Allow => await runner.RunAsync(call, cancellationToken),
            Verdict.Approve when invocation.ApprovalId is not null => await runner.RunAsync(call, cancellationToken),
            Verdict.Approve => await AskAsync(call, ApprovalKind.Action, ToolState.Held, cancellationToken),
            Verdict.Recommend => await AskAsync(call, ApprovalKind.Recommendation, ToolState.Recommended, cancellationToken),
            _ => await DenyAsync(call, cancellationToken),
        };
    }

    private async Task<Result<ToolOutcome>> DenyAsync(DecidedCall call, CancellationToken cancellationToken)
    {
        var recorded = await actions.RecordDecisionAsync(call.ToRecord(Id.New(time), null, time.GetUtcNow()), cancellationToken);
        return recorded.Map(_ => new ToolOutcome(ToolState.Denied, call.Decision));
    }

    private async Task<Result<ToolOutcome>> AskAsync(DecidedCall call, ApprovalKind kind, ToolState state, CancellationToken cancellationToken)
    {
        if (call.Invocation.Origin is not { RunId: not null, StepId: not null })
        {
            return ToolProblems.NoRun(call.Invocation.Tool);
        }

        if (!call.Tool!.Summary.Render(call.Invocation.Arguments).Succeeded(out var summary, out var problem))
        {
            return ToolProblems.BadSummary(call.Tool.Name, problem.Message);
        }

        if (!(await approvals.RequestAsync(call.ToRequest(kind, summary), cancellationToken)).Succeeded(out var approval, out problem))
        {
            return problem;
        }

        // Asking again finds the same card; with its id the decision, too, is written down once.
        var recorded = await actions.RecordDecisionAsync(call.ToRecord(approval.Id, approval.Id, time.GetUtcNow()), cancellationToken);
        return recorded.Map(_ => new ToolOutcome(state, call.Decision, ApprovalId: approval.Id));
    }

    [LoggerMessage(LogLevel.Debug, "Run {RunId}: tool {Tool}: {Verdict} by {Rule}.")]
    private partial void LogDecided(Guid? runId, string tool, Verdict verdict, string rule);
}
