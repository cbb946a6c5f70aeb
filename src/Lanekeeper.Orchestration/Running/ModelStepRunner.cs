using Lanekeeper.Approvals;
using Lanekeeper.Models;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Orchestration.Running;

internal sealed class ModelStepRunner(IModels models, IApprovals approvals) : IStepRunner<ModelStep>
{
    // Nobody declared how long the work may lie; it is not to be lost over a holiday.
    private static readonly TimeSpan HandedOver = TimeSpan.FromDays(30);

    public async Task<StepResult> RunAsync(RunWork work, ModelStep step, CancellationToken cancellationToken)
    {
        var messages = new List<ChatMessage>(step.Prompt.Messages.Count);
        foreach (var message in step.Prompt.Messages)
        {
            if (!message.Template.Render(work.Scope).Succeeded(out var text, out var missing))
            {
                return new StepResult.Stops(missing);
            }

            messages.Add(new(message.Role == PromptRole.System ? ChatRole.System : ChatRole.User, text));
        }

        if (!Material(work, step).Succeeded(out var material, out var problem))
        {
            return new StepResult.Stops(problem);
        }

        var call = new ModelCall
        {
            Origin = work.Origin(step.Id),
            Route = work.Project.Routes[step.Route],
            Messages = messages,
            Output = step.Output,
            Task = step.Task,
            Consequence = step.Consequence,
            EarlierFailure = IsUnfit(ProblemJson.Read(work.Find(step.Id)?.Problem)),
            Limits = work.Project.WorkflowLimits.GetValueOrDefault(work.Run.Workflow),
            Baseline = material,
        };
        var answered = await models.CallAsync(call, cancellationToken);
        return answered.Succeeded(out var answer, out problem)
            ? new StepResult.Ended(StepState.Done) { Output = answer.Output, Confidence = answer.Confidence, CallId = answer.CallId, Explanation = answer.Model }
            : call.Route.Fallback is { QueueForHuman: true } && IsDown(problem) ? await HandOffAsync(work, step, problem, cancellationToken)
            : new StepResult.Stops(problem);
    }

    // Of a run that was put back to work. A refusal was an answer, and another model is not asked because of it.
    private static bool IsUnfit(Problem? before) => before is { Kind: ProblemKind.Semantic, Code: not ("models.refused" or "models.filtered") };

    // Not what a limit or a database that is away stops: that is tried again.
    private static bool IsDown(Problem problem) => problem.IsTransient && problem.Code.StartsWith("models.", StringComparison.Ordinal);

    /// <summary>No model answers: a person goes on from here, and the run is over with that, under its own name and never as done.</summary>
    private async Task<StepResult> HandOffAsync(RunWork work, ModelStep step, Problem problem, CancellationToken cancellationToken)
    {
        var words = $"No model could do the step {step.Id}, so it is yours.";
        var why = problem.Details.Count == 0 ? problem.Message : $"{problem.Message} Besides, {string.Join("; ", problem.Details)}.";
        var card = Cards.Handoff(work, step.Id, words, ApprovalTerms.Default with { Group = work.Workflow.Owner, Expires = HandedOver }) with { Reason = why };
        var routed = await approvals.RequestAsync(card, cancellationToken);
        return routed.Succeeded(out var approval, out var refused)
            ? new StepResult.Ended(StepState.Routed) { ApprovalId = approval.Id, Explanation = $"Handed to {work.Workflow.Owner}: {words} {why}", EndsRun = true }
            : new StepResult.Stops(refused);
    }

    private static Result<BaselineMaterial> Material(RunWork work, ModelStep step)
    {
        var text = step.Text is null ? Texts.OfStrings(work.Run.Input) : step.Text.Render(work.Scope);
        var passages = step.Passages is null ? [] : RetrievedPassages.Read(work.Find(step.Passages)?.Output);
        return text.Map(value => new BaselineMaterial(
            value,
            work.Run.Input,
            step.Text,
            step.Examples,
            [.. passages.Select(passage => new SupportingPassage(passage.Id.ToString(), passage.Document, passage.Heading, passage.Text))]));
    }
}
