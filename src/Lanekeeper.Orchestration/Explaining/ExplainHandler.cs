using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration.Reading;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Explaining;

/// <summary>Gathers what made a step do what it did: its templates filled again, its calls, its actions, its card.</summary>
internal sealed class ExplainHandler(RunStore runs, TimelineStore steps, StepValues values, SentPrompt sent, IDeployments deployments, ICalls calls, IActions actions, IApprovals approvals)
{
    private static readonly PageRequest Many = new(100);

    public async Task<Result<StepExplanation>> RunAsync(Actor actor, Guid runId, string stepId, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Read) is { } denied)
        {
            return denied;
        }

        if (await runs.FindAsync(runId, cancellationToken) is not { } run)
        {
            return RunProblems.NotFound(runId);
        }

        if (stepId.Contains('\0', StringComparison.Ordinal) || await steps.FindAsync(runId, stepId, cancellationToken) is not { } row)
        {
            return RunProblems.UnknownStep(runId, stepId);
        }

        var plain = await RecordAsync(actor, run, row, cancellationToken);
        if (!(await DefinitionAsync(run, stepId, cancellationToken)).Succeeded(out var definition, out var problem))
        {
            return plain with { Unfilled = problem };
        }

        return await FillAsync(actor, run, row, definition, plain with { Condition = definition.When?.Source }, cancellationToken);
    }

    /// <summary>What was written down, which needs no snapshot.</summary>
    private async Task<StepExplanation> RecordAsync(Actor actor, RunRow run, StepRow row, CancellationToken cancellationToken)
    {
        var found = row.Kind == "model" ? await calls.ListAsync(actor, new(RunId: run.Id, StepId: row.Id), Many, cancellationToken) : null;
        var isWithheld = Contents.Refuse(actor) is not null;
        var card = row.ApprovalId is { } id ? await approvals.GetAsync(actor, id, cancellationToken) : null;
        return new StepExplanation
        {
            Step = isWithheld ? Contents.Without(row.ToRecord()) : row.ToRecord(),
            IsWithheld = isWithheld,
            Calls = found is not null && found.Succeeded(out var page, out _) ? [.. page.Items.Reverse()] : [],
            Approval = card is not null && card.Succeeded(out var approval, out _) ? approval : null,
        };
    }

    private async Task<Result<StepDefinition>> DefinitionAsync(RunRow run, string stepId, CancellationToken cancellationToken)
    {
        if (!(await deployments.GetSnapshotAsync(run.Snapshot, cancellationToken)).Succeeded(out var snapshot, out var problem))
        {
            return problem;
        }

        return snapshot.Definition.Workflows.TryGetValue(run.Workflow, out var workflow) && workflow.Steps.FirstOrDefault(step => step.Id == stepId) is { } found
            ? found
            : RunProblems.UnknownStep(run.Id, stepId);
    }

    private async Task<StepExplanation> FillAsync(
        Actor actor, RunRow run, StepRow row, StepDefinition definition, StepExplanation plain, CancellationToken cancellationToken)
    {
        if (row.State == StepState.Skipped)
        {
            return plain;
        }

        if (plain.IsWithheld)
        {
            return definition is RouteStep { To: var to } ? plain with { RoutedTo = to } : plain;
        }

        var scope = await values.ReadAsync(run, row, definition, cancellationToken);
        var filler = new Filler(scope);
        var filled = definition switch
        {
            RetrieveStep step => plain with { Retrieve = filler.Retrieve(step, row) },
            ModelStep step => plain with { Prompt = await PromptAsync(actor, filler, step, plain.Calls, cancellationToken) },
            ToolStep step => plain with { Tool = filler.Tool(step, await ActionsAsync(actor, run, row, cancellationToken)) },
            ApproveStep step => plain with { Words = filler.Fill(step.Question) },
            RouteStep step => plain with { Words = filler.Fill(step.Reason), RoutedTo = step.To },
            _ => plain,
        };
        return filled with { Unfilled = filler.Missing };
    }

    private async Task<PromptExplanation> PromptAsync(Actor actor, Filler filler, ModelStep step, IReadOnlyList<CallRow> made, CancellationToken cancellationToken)
    {
        var messages = filler.Messages(step.Prompt);
        return new(step.Prompt.Path, step.Route, messages, await sent.HoldsAsync(actor, made, messages, cancellationToken));
    }

    private async Task<IReadOnlyList<ActionRow>> ActionsAsync(Actor actor, RunRow run, StepRow row, CancellationToken cancellationToken) =>
        (await actions.ListAsync(actor, run.Id, cancellationToken)).Succeeded(out var page, out _) ? [.. page.Items.Where(action => action.StepId == row.Id)] : [];
}
