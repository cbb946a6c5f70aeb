using System.Globalization;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Routing;
using Lanekeeper.Models.Shaping;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Calling;

/// <summary>
/// A question's way, under one deadline: the model that the route chooses → an answer that is not good enough goes once to a stronger one, where the route
/// names one, else back to the same for one repair.
/// </summary>
internal sealed class CallPipeline(Asker asker, PriceList prices, TimeProvider time)
{
    public async Task<Result<ModelAnswer>> CallAsync(ModelCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new Deadline(call.Route.Deadline, time, cancellationToken);
        var question = new Question(call, deadline, prices);
        var asked = await asker.AskAsync(question, question.Choose(call.EarlierFailure), CallPurpose.Answer);
        if (asked.Succeeded(out var first, out var problem) && Stronger(question, first) is { } stronger)
        {
            question.NoteAnswer(first.Group.Call.Route.Model);
            asked = await asker.AskAsync(question, stronger, CallPurpose.Escalation);
        }

        if (!asked.Succeeded(out var answered, out problem))
        {
            return problem;
        }

        return answered.Attempt.MayRepair && answered.Group.Provider.TakesRepair ? await RepairAsync(question, answered) : Answer(question, answered);
    }

    /// <returns>Who is asked instead, by the route's cascade or by a rule for earlier failures; <see langword="null"/> when nobody.</returns>
    private static Choice? Stronger(Question question, Outcome outcome)
    {
        var (model, attempt) = (outcome.Group.Call.Route.Model, outcome.Attempt);
        var cascade = question.Call.Route.Cascade;
        var next = cascade is not null && cascade.Then.Name != model.Name && Weakness(cascade, model, attempt) is { } weakness ? new Choice(cascade.Then, weakness)
            : attempt.IsUnfit && question.Choose(earlierFailure: true) is var other && other.Model.Name != question.Choose(question.Call.EarlierFailure).Model.Name ? other
            : null;
        return next?.Model.Name == model.Name ? null : next;
    }

    private static string? Weakness(CascadeDefinition cascade, ModelDefinition model, Attempt attempt) =>
        attempt.IsUnfit ? $"cascade: the answer of {model.Name} does not fit its schema"
        : attempt.Problem is null && attempt.Confidence is { } stated && stated < cascade.BelowConfidence
            ? string.Create(CultureInfo.InvariantCulture, $"cascade: {model.Name} states a confidence of {stated:0.###}, below {cascade.BelowConfidence}")
        : null;

    private async Task<Result<ModelAnswer>> RepairAsync(Question question, Outcome first)
    {
        var messages = RepairPrompt.After(question.Call.Messages, first.Attempt.Reply.Text, first.Attempt.Reading.Faults);
        var repaired = await asker.RepairAsync(question, first.Group, messages);
        return !repaired.Succeeded(out var second, out var problem) ? problem
            : second.Attempt.MayRepair ? ModelProblems.InvalidOutput(second.Group.Model, second.Attempt.Reading.Faults)
            : Answer(question, second);
    }

    private static Result<ModelAnswer> Answer(Question question, Outcome outcome)
    {
        var (group, attempt) = outcome;
        return attempt.Problem is { } problem ? problem : new ModelAnswer(
            attempt.CallId,
            attempt.Reading.Output,
            attempt.Confidence,
            group.Call.Route.Model.Model,
            attempt.Reply.ServedModel,
            question.Tally.Cost,
            question.Tally.Calls,
            group.Reason,
            group.Degraded);
    }
}
