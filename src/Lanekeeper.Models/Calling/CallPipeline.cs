using System.Collections.Frozen;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Shaping;
using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Calling;

/// <summary>A question's way: tries for what may pass, one repair for an answer that does not fit, one deadline over all of it.</summary>
internal sealed class CallPipeline(IEnumerable<IProvider> providers, Attempter attempter, PriceList prices, ModelsOptions options, TimeProvider time)
{
    private readonly FrozenDictionary<ModelProvider, IProvider> _providers = providers.ToFrozenDictionary(provider => provider.Kind);

    public async Task<Result<ModelAnswer>> CallAsync(ModelCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new Deadline(call.Route.Deadline, time, cancellationToken);
        var provider = _providers[call.Route.Model.Provider];
        var group = new CallGroup(call, provider, CallPrice.Of(prices, call.Route.Model, provider.Name), deadline);
        try
        {
            return await AskAsync(group);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && deadline.HasPassed)
        {
            return ModelProblems.DeadlinePassed(group.Model, call.Route.Deadline);
        }
    }

    private async Task<Result<ModelAnswer>> AskAsync(CallGroup group)
    {
        var asked = await TryAsync(group, group.Call.Messages, CallPurpose.Answer);
        if (!asked.Succeeded(out var first, out var problem))
        {
            return problem;
        }

        if (!first.MayRepair || !group.Provider.TakesRepair)
        {
            return Answer(group, first);
        }

        var repaired = await TryAsync(group, RepairPrompt.After(group.Call.Messages, first.Reply.Text, first.Reading.Faults), CallPurpose.Repair);
        return !repaired.Succeeded(out var second, out problem) ? problem
            : second.MayRepair ? ModelProblems.InvalidOutput(group.Model, second.Reading.Faults)
            : Answer(group, second);
    }

    /// <summary>The same request, as often as its failures may pass and the route allows.</summary>
    private async Task<Result<Attempt>> TryAsync(CallGroup group, IReadOnlyList<ChatMessage> messages, CallPurpose purpose)
    {
        if (!group.Provider.Prepare(group.Call, messages).Succeeded(out var prepared, out var problem))
        {
            return problem;
        }

        for (var tries = 1; ; tries++)
        {
            var run = await attempter.RunAsync(group, prepared, tries == 1 ? purpose : CallPurpose.Retry);
            if (!run.Succeeded(out var attempt, out _) || !attempt.MayTryAgain || tries >= group.Call.Route.Attempts)
            {
                return run;
            }

            var wait = Backoff.Wait(tries, attempt.Problem?.RetryAfter, options, Random.Shared.NextDouble());
            if (wait >= group.Deadline.Remaining)
            {
                return run;
            }

            await Task.Delay(wait, time, group.Deadline.Token);
        }
    }

    private static Result<ModelAnswer> Answer(CallGroup group, Attempt attempt)
    {
        if (attempt.Problem is { } problem)
        {
            return problem;
        }

        return new ModelAnswer(
            attempt.CallId, attempt.Reading.Output, attempt.Confidence, group.Call.Route.Model.Model, attempt.Reply.ServedModel, group.Cost, group.Calls);
    }
}
