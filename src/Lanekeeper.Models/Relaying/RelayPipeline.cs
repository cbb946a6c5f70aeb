using Lanekeeper.Models.Calling;
using Lanekeeper.Models.Routing;
using Lanekeeper.Project;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Models.Relaying;

/// <summary>Whom an app's request goes to, and how often: tries for what may pass, stand-ins, a stronger model, until the first byte is handed on, under one deadline.</summary>
internal sealed partial class RelayPipeline(RelayPreparer preparer, RelayAttempter attempter, ModelsOptions options, TimeProvider time, ILogger<RelayPipeline> logger)
{
    public async Task<Result<RelayAnswer>> SendAsync(RelayPlan plan, CancellationToken caller)
    {
        var (trail, standIns, left) = (new Trail(plan.First.Call.Trace), plan.StandIns, new Queue<ModelDefinition>(plan.StandIns.Models));
        var sent = await SendAsync(plan, plan.First, left.Count == 0, trail, caller);
        var cause = sent.Problem;
        try
        {
            while (sent.Unsent is null && StandIns.MayFollow(sent.Problem) && time.GetUtcNow() < plan.First.Deadline && Next(plan, cause!, left, ref standIns) is { } next)
            {
                await CloseEarlyAsync(sent);
                var stoodIn = await SendAsync(plan, next, left.Count == 0, trail, caller);
                if (stoodIn.Unsent is not null && IsHeldBack(stoodIn))
                {
                    break;
                }

                await LeaveAsync(sent);
                sent = stoodIn;
            }

            sent = await EscalateAsync(plan, sent, trail, caller);
        }
        catch
        {
            await LeaveAsync(sent);
            throw;
        }

        return sent.Unsent is { } unsent ? unsent
            : sent.Answer is { } answer ? Explain(standIns, sent.Problem, answer)
            : Explain(standIns, sent.Problem!, plan.First.Call.Trace);
    }

    private static RelayAnswer Explain(StandIns standIns, Problem? problem, RelayAnswer answer) =>
        standIns.RuledOut.Count > 0 && StandIns.MayFollow(problem) ? answer.With(OwnHeaders.RuledOut, AnswerHeaders.Joined(standIns.RuledOut)) : answer;

    private static Problem Explain(StandIns standIns, Problem problem, RelayTrace? trace)
    {
        var explained = standIns.Explain(problem);
        trace?.RuledOut = explained.Details.Count > 0 ? AnswerHeaders.Joined(explained.Details) : null;
        return explained;
    }

    /// <summary>Whether a further try did not come about: a limit of the app's own has no room for it, or the provider is left alone. What came before it is the answer then.</summary>
    private static bool IsHeldBack(Sent sent) => sent.IsUnasked || sent.Unsent is { Kind: ProblemKind.Exhausted or ProblemKind.Invalid };

    private static Task CloseEarlyAsync(Sent sent) => sent.Answer?.Body.CloseEarlyAsync() ?? Task.CompletedTask;

    private static async Task LeaveAsync(Sent? sent)
    {
        if (sent?.Answer is { } unwanted)
        {
            await unwanted.DisposeAsync();
        }
    }

    /// <summary>The next model that may stand in; one whose key is missing or whose price is not known cannot.</summary>
    /// <param name="why">What became of the model that was asked for, whoever failed after it.</param>
    private RelayRequest? Next(RelayPlan plan, Problem why, Queue<ModelDefinition> left, ref StandIns standIns)
    {
        while (left.TryDequeue(out var model))
        {
            var target = plan.First.Target with { Model = model, Degraded = StandIns.Reason(plan.First.Target.Model, why) };
            if (preparer.For(plan.First, target).Succeeded(out var request, out var problem))
            {
                LogFallsBack(plan.First.Model, request.Model, why.Code);
                return request;
            }

            LogCannotStandIn(model.Name, problem.Code);
            standIns = standIns.Without(model, problem);
        }

        return null;
    }

    /// <summary>A whole answer that does not fit its schema goes to the route's stronger model. Where that one cannot, it is handed on as it is, and says so.</summary>
    private async Task<Sent> EscalateAsync(RelayPlan plan, Sent sent, Trail trail, CancellationToken caller)
    {
        var first = plan.First;
        if (sent is not { Answer: { } weak, Misfit: { } misfit } || first.Target.Declared?.Cascade is not { } cascade || cascade.Then.Name == misfit)
        {
            return sent;
        }

        var target = first.Target with { Model = cascade.Then, Reason = $"cascade: the answer of {misfit} does not fit its schema" };
        var refusal = target.Refusal(first.Kind, first.Call.Key) ?? (time.GetUtcNow() < first.Deadline ? null : "no time is left");
        if (refusal is null && preparer.For(first, target).Succeeded(out var request, out _))
        {
            var stronger = await SendAsync(plan, request, isLast: true, trail, caller);
            if (stronger is { Answer: not null, Problem: null or { Kind: ProblemKind.Semantic } })
            {
                return stronger;
            }

            refusal = (stronger.Unsent ?? stronger.Problem)?.Code;
        }

        var why = $"escalation to {cascade.Then.Name} failed: {refusal ?? "it cannot be asked"}";
        return sent with { Answer = weak.With(OwnHeaders.Attempts, AnswerHeaders.Number(trail.Asked)).With(OwnHeaders.Degraded, HeaderRules.Plain(why)) };
    }

    /// <summary>Asks one model, as often as its failures may pass.</summary>
    private async Task<Sent> SendAsync(RelayPlan plan, RelayRequest prepared, bool isLast, Trail trail, CancellationToken caller)
    {
        var share = plan.StandIns.Share(prepared.Deadline - time.GetUtcNow(), isLast);
        var request = prepared with { Deadline = time.GetUtcNow() + share, Time = isLast && trail.Number == 0 ? prepared.Time : share };
        using var deadline = new CancellationTokenSource(share > TimeSpan.Zero ? share : TimeSpan.Zero, time);
        Sent? earlier = null;
        try
        {
            for (var tries = 1; ; tries++)
            {
                var sent = await attempter.RunAsync(request, trail, tries, deadline.Token, caller);
                if (earlier is not null && IsHeldBack(sent))
                {
                    return earlier;
                }

                await LeaveAsync(earlier);
                earlier = null;
                var wait = Backoff.Wait(tries, sent.Problem?.RetryAfter, options, Random.Shared.NextDouble());
                if (sent is not { Unsent: null, Problem.IsTransient: true, IsUnasked: false, IsFinal: false } || tries >= request.Target.Attempts || time.GetUtcNow() + wait >= request.Deadline)
                {
                    return sent;
                }

                earlier = sent;
                await CloseEarlyAsync(sent);
                await Task.Delay(wait, time, caller);
            }
        }
        catch
        {
            await LeaveAsync(earlier);
            throw;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Model} could not answer an app ({Code}); {Other} stands in.")]
    private partial void LogFallsBack(string model, string other, string code);

    [LoggerMessage(LogLevel.Warning, "{Model} was to stand in and cannot: {Code}")]
    private partial void LogCannotStandIn(string model, string code);
}
