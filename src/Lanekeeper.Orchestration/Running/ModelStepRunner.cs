using Lanekeeper.Models;
using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Orchestration.Running;

internal sealed class ModelStepRunner(IModels models) : IStepRunner<ModelStep>
{
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
            Limits = work.Project.WorkflowLimits.GetValueOrDefault(work.Run.Workflow),
            Baseline = material,
        };
        var answered = await models.CallAsync(call, cancellationToken);
        return answered.Succeeded(out var answer, out problem)
            ? new StepResult.Ended(StepState.Done) { Output = answer.Output, Confidence = answer.Confidence, CallId = answer.CallId, Explanation = answer.Model }
            : new StepResult.Stops(problem);
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
