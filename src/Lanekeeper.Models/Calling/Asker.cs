using System.Collections.Frozen;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Routing;
using Lanekeeper.Project;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Models.Calling;

/// <summary>Asks one model, again where a failure may pass, and then those that may stand in for it.</summary>
internal sealed partial class Asker(
    IEnumerable<IProvider> providers, Attempter attempter, Breaker breaker, PriceList prices, ModelsOptions options, TimeProvider time, ILogger<Asker> logger)
{
    private readonly FrozenDictionary<ModelProvider, IProvider> _providers = providers.ToFrozenDictionary(provider => provider.Kind);

    public async Task<Result<Outcome>> AskAsync(Question question, Choice choice, CallPurpose purpose)
    {
        var standIns = question.StandInsFor(choice.Model);
        var left = new Queue<ModelDefinition>(standIns.Models);
        if (!Prepare(question, choice, null).Succeeded(out var ready, out var problem))
        {
            return problem;
        }

        var outcome = await TryAsync(question, ready, purpose, standIns.Share(question.Deadline.Remaining, left.Count == 0));
        var cause = ProblemOf(outcome);
        while (StandIns.MayFollow(ProblemOf(outcome)) && question.Deadline.Remaining > TimeSpan.Zero && Next(question, choice, cause!, left, ref standIns) is { } next)
        {
            outcome = await TryAsync(question, next, CallPurpose.Fallback, standIns.Share(question.Deadline.Remaining, left.Count == 0));
        }

        return ProblemOf(outcome) is { } failure && StandIns.MayFollow(failure) ? standIns.Explain(failure) : outcome;
    }

    /// <summary>A further question to whoever answered.</summary>
    public async Task<Result<Outcome>> RepairAsync(Question question, CallGroup answered, IReadOnlyList<ChatMessage> messages)
    {
        var call = answered.Call with { Messages = messages };
        return Prepare(question, call, answered.Reason, answered.Degraded).Succeeded(out var ready, out var problem)
            ? await TryAsync(question, ready, CallPurpose.Repair, question.Deadline.Remaining)
            : problem;
    }

    /// <summary>The next that may stand in; one whose key is missing, say, cannot.</summary>
    private Ready? Next(Question question, Choice choice, Problem why, Queue<ModelDefinition> left, ref StandIns standIns)
    {
        while (left.TryDequeue(out var model))
        {
            if (Prepare(question, choice with { Model = model }, StandIns.Reason(choice.Model, why)).Succeeded(out var ready, out var problem))
            {
                LogFallsBack(ModelLabel.Of(choice.Model), ModelLabel.Of(model), why.Code);
                return ready;
            }

            LogCannotStandIn(model.Name, problem.Code);
            standIns = standIns.Without(model, problem);
        }

        return null;
    }

    private Result<Ready> Prepare(Question question, Choice choice, string? degraded) =>
        Prepare(question, question.Call with { Route = question.Call.Route with { Model = choice.Model } }, choice.Reason, degraded);

    /// <summary>All that is different from model to model is made here.</summary>
    private Result<Ready> Prepare(Question question, ModelCall call, string reason, string? degraded)
    {
        var provider = _providers[call.Route.Model.Provider];
        var price = CallPrice.Of(prices, call.Route.Model, provider.Name);
        if (!provider.Prepare(call, call.Messages).Succeeded(out var prepared, out var problem)
            || !CallGroup.HoldOf(call, price, prepared.Body).Succeeded(out var held, out problem))
        {
            return problem;
        }

        CallGroup Group(Deadline deadline) => new(call, provider, price, deadline, question.Tally, reason) { Degraded = degraded, Hold = held.Hold };
        return new Ready(prepared, Group);
    }

    /// <summary>The same request to the same model, as often as its failures may pass and the route allows, within its part of the time.</summary>
    private async Task<Result<Outcome>> TryAsync(Question question, Ready ready, CallPurpose purpose, TimeSpan share)
    {
        using var deadline = question.Deadline.Within(share);
        var group = ready.Group(deadline);
        try
        {
            return await TryAsync(group, ready.Prepared, purpose);
        }
        catch (OperationCanceledException) when (!deadline.CallerLeft && deadline.HasPassed)
        {
            return ModelProblems.DeadlinePassed(group.Model, deadline.Length);
        }
    }

    private async Task<Result<Outcome>> TryAsync(CallGroup group, PreparedCall prepared, CallPurpose purpose)
    {
        for (var tries = 1; ; tries++)
        {
            var run = await AskOnceAsync(group, prepared, tries == 1 ? purpose : CallPurpose.Retry);
            if (!run.Succeeded(out var attempt, out var problem) || !attempt.MayTryAgain || tries >= group.Call.Route.Attempts)
            {
                return problem is null ? new Outcome(group, attempt!) : problem;
            }

            var wait = Backoff.Wait(tries, attempt.Problem?.RetryAfter, options, Random.Shared.NextDouble());
            if (wait >= group.Deadline.Remaining)
            {
                return new Outcome(group, attempt);
            }

            await Task.Delay(wait, time, group.Deadline.Token);
        }
    }

    private async Task<Result<Attempt>> AskOnceAsync(CallGroup group, PreparedCall prepared, CallPurpose purpose)
    {
        if (prepared.Host is not { } address)
        {
            return await attempter.RunAsync(group, prepared, purpose);
        }

        var (model, isDown) = (group.Call.Route.Model, (bool?)null);
        var turn = breaker.Ask(address, model);
        if (turn.Wait is { } pause)
        {
            return ModelProblems.BreakerOpen(group.Model, pause);
        }

        try
        {
            var run = await attempter.RunAsync(group, prepared, purpose);
            isDown = run.Succeeded(out var attempt, out _) && !attempt.Reply.IsUnsent ? Breaker.IsDown(attempt.Problem) : null;
            return run;
        }
        finally
        {
            breaker.End(address, model, turn, isDown);
        }
    }

    private static Problem? ProblemOf(Result<Outcome> outcome) => outcome.Succeeded(out var made, out var problem) ? made.Attempt.Problem : problem;

    [LoggerMessage(LogLevel.Warning, "{Model} could not answer ({Code}); {Other} stands in.")]
    private partial void LogFallsBack(string model, string other, string code);

    [LoggerMessage(LogLevel.Warning, "{Model} was to stand in and cannot: {Code}")]
    private partial void LogCannotStandIn(string model, string code);

    /// <summary>What one model is sent.</summary>
    private sealed record Ready(PreparedCall Prepared, Func<Deadline, CallGroup> Group);
}
