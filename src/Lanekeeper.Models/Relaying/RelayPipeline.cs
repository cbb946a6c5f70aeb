using System.Net.Http.Headers;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Calling;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Routing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Models.Wire;
using Lanekeeper.Project;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Models.Relaying;

/// <summary>A request's way to the provider and back: tries for what may pass, until the first byte is handed on, under one deadline.</summary>
internal sealed partial class RelayPipeline(
    RelayPreparer preparer, CallRecorder recorder, ProviderHttp http, Breaker breaker, ModelsOptions options, TimeProvider time, ILogger<RelayPipeline> logger)
{
    public async Task<Result<RelayAnswer>> SendAsync(RelayPlan plan, CancellationToken caller)
    {
        var (trail, left) = (new Trail(), new Queue<ModelDefinition>(plan.StandIns.Models));
        var sent = await SendAsync(plan, plan.First, left.Count == 0, trail, caller);
        while (sent.Unsent is null && StandIns.MayFollow(sent.Problem) && time.GetUtcNow() < plan.First.Deadline && Next(plan, sent.Problem!, left) is { } next)
        {
            var stoodIn = await SendAsync(plan, next, left.Count == 0, trail, caller);
            if (stoodIn.Unsent is not null && IsHeldBack(stoodIn))
            {
                break;
            }

            await LeaveAsync(sent);
            sent = stoodIn;
        }

        sent = await EscalateAsync(plan, sent, trail, caller);
        return sent.Unsent is { } unsent ? unsent
            : sent.Answer is { } answer ? answer
            : Explain(plan, sent.Problem!);
    }

    private static Problem Explain(RelayPlan plan, Problem problem)
    {
        var explained = plan.StandIns.Explain(problem);
        plan.First.Call.Trace?.RuledOut = explained.Details.Count > 0 ? RuledOut(explained.Details) : null;
        return explained;
    }

    private static string RuledOut(IEnumerable<string> reasons) => HeaderRules.Plain(string.Join("; ", reasons));

    /// <summary>Whether a further try did not come about: a limit of the app's own has no room for it, or the provider is left alone. What came before it is the answer then.</summary>
    private static bool IsHeldBack(Sent sent) => sent.IsUnasked || sent.Unsent is { Kind: ProblemKind.Exhausted or ProblemKind.Invalid };

    private static async Task LeaveAsync(Sent? sent)
    {
        if (sent?.Answer is { } unwanted)
        {
            await unwanted.DisposeAsync();
        }
    }

    /// <summary>The next model that may stand in; one whose key is missing or whose price is not known cannot.</summary>
    private RelayRequest? Next(RelayPlan plan, Problem why, Queue<ModelDefinition> left)
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
        return sent with { Answer = new RelayAnswer(weak.Status, [.. weak.Headers, new("x-lanekeeper-degraded", HeaderRules.Plain(why))], weak.Body) };
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
                var sent = await TryAsync(request, trail, tries, deadline.Token, caller);
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
                await Task.Delay(wait, time, caller);
            }
        }
        catch
        {
            await LeaveAsync(earlier);
            throw;
        }
    }

    private async Task<Sent> TryAsync(RelayRequest request, Trail trail, int tries, CancellationToken deadline, CancellationToken caller)
    {
        var turn = breaker.Ask(request.Address, request.Target.Model);
        if (turn.Wait is { } pause)
        {
            return new Sent { Problem = ModelProblems.BreakerOpen(request.Model, pause), IsUnasked = true };
        }

        var number = trail.Begin((trail.Number == 0 ? request.Call.FirstId : null) ?? Id.New(time));
        var exchange = new Exchange(request, trail.Last, recorder, time, isDown => breaker.End(request.Address, request.Target.Model, turn, isDown));
        var sent = await TryAsync(exchange, Intent(request, trail, tries), number, deadline, caller);
        if (sent.Unsent is null)
        {
            Log(request, trail.Last, number, sent.Problem);
        }

        return sent;
    }

    private async Task<Sent> TryAsync(Exchange exchange, CallIntent intent, int number, CancellationToken deadline, CancellationToken caller)
    {
        // Not cancelled: an intent that is on its way is written, and then somebody has to close it.
        var request = exchange.Request;
        if (!(await recorder.OpenAsync(intent, CancellationToken.None)).Succeeded(out _, out var unwritten))
        {
            exchange.Judge(null);
            return new Sent { Unsent = unwritten };
        }

        request.Call.Trace?.Add(intent.Id);

        try
        {
            deadline.ThrowIfCancellationRequested();
            return request.Facts.IsStream
                ? await StreamAsync(exchange, number, deadline, caller)
                : await WholeAsync(exchange, number, deadline);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            var late = request.Facts.IsStream
                ? ModelProblems.Silent(request.Model, $"its stream had not begun after {request.Time.TotalSeconds:0.#} s")
                : ModelProblems.DeadlinePassed(request.Model, request.Time);
            var unclosed = await exchange.CloseAsync(CallState.TimedOut, late, WireFacts.None, null);
            return new Sent { Problem = unclosed ?? late, IsFinal = true };
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            await exchange.CloseAsync(CallState.Cancelled, ModelProblems.CallerLeft(), WireFacts.None, null);
            throw;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of ours; even then the row does not stay open.
            await exchange.CloseAsync(CallState.Unknown, ModelProblems.OurFault(fault.GetType().Name), WireFacts.None, null);
            throw;
        }
    }

    // An app that leaves does not stop a call that is not streamed: it is paid for, so its answer is kept.
    private async Task<Sent> WholeAsync(Exchange exchange, int number, CancellationToken deadline)
    {
        var request = exchange.Request;
        exchange.Send();
        using var head = await http.OpenAsync(request.Address, request.Headers, request.Body, deadline);
        if (head.Response is not { } response)
        {
            return await FailAsync(exchange, head.Failure, head.Why);
        }

        exchange.Note(response, head.At);
        return await TakeAsync(exchange, number, response, deadline);
    }

    private async Task<Sent> StreamAsync(Exchange exchange, int number, CancellationToken deadline, CancellationToken caller)
    {
        var request = exchange.Request;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline, caller);
        exchange.Send();
        var head = await http.OpenAsync(request.Address, request.Headers, request.Body, either.Token);
        if (head.Response is not { } response)
        {
            return await FailAsync(exchange, head.Failure, head.Why);
        }

        exchange.Note(response, head.At);
        if (response.StatusCode is < System.Net.HttpStatusCode.OK or >= System.Net.HttpStatusCode.MultipleChoices || !IsEventStream(response))
        {
            using (response)
            {
                return await TakeAsync(exchange, number, response, either.Token);
            }
        }

        var body = new StreamBody(exchange, response, await response.Content.ReadAsStreamAsync(either.Token), options, time);
        await body.PeekAsync(either.Token);
        var answer = new RelayAnswer((int)response.StatusCode, Headers(exchange, response, number, isFinal: false), body);
        return new Sent { Answer = answer, Problem = body.EarlyProblem };
    }

    /// <summary>Takes a whole body in, tells what it is, and closes the row before anybody sees it.</summary>
    private async Task<Sent> TakeAsync(Exchange exchange, int number, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var request = exchange.Request;
        var read = await http.ReadAsync(response, cancellationToken);
        var body = Redaction.Blot(read.Body, request.Secret);
        if (read.Failure is { } broken)
        {
            return await FailAsync(exchange, broken, read.Why, body);
        }

        var status = (int)response.StatusCode;
        var facts = request.Facts.IsStream && status is >= 200 and < 300
            ? WireFacts.None with { Failure = FailureKind.Garbled, FailureWords = "a stream was asked for, and something else came" }
            : WireReading.ReadBody(request.Spoken, body, status);
        var shown = Shown(exchange, facts, body, status);
        facts = shown is null ? facts with { Failure = FailureKind.Garbled, FailureWords = "its answer cannot be said in the format of the app" } : facts;
        var problem = facts.Failure is { } kind ? Say(exchange, kind, facts.FailureWords, response.Headers) : null;
        var misfit = problem is null && IsMisfit(request, shown ?? body) ? ModelProblems.Mismatch(request.Model, []) : null;
        if (await exchange.CloseAsync(Exchange.StateOf(problem ?? misfit), problem ?? misfit, facts, body) is { } unclosed)
        {
            return new Sent { Unsent = unclosed };
        }

        // A refusal is an answer; what calls itself a success and is none is not, and an app that followed a redirect would take its key there.
        if ((problem is { IsTransient: true } && status is >= 200 and < 300) || status is >= 300 and < 400)
        {
            return new Sent { Problem = problem ?? ModelProblems.Redirected(request.Model, status) };
        }

        status = HiddenErrors.StatusOf(request, facts, status);
        var isFinal = problem is not null && (problem.IsTransient || status >= 400);
        return new Sent
        {
            Answer = new RelayAnswer(status, Headers(exchange, response, number, isFinal), new WholeBody(shown ?? body)),
            Problem = problem,
            IsFinal = response.Headers.IsFinal(),
            Misfit = misfit is null ? null : request.Target.Model.Name,
        };
    }

    /// <summary>Only where there is a stronger model to ask are the answers of apps judged: whether they fit their schema.</summary>
    private static bool IsMisfit(RelayRequest request, byte[] answer) =>
        request.Facts.HasSchema && request.Target.Declared?.Cascade is not null && !AnswerFit.Fits(request.Kind, request.Call.Body, answer);

    /// <summary>The answer as the app gets it; <see langword="null"/> where it cannot be said in the app's format.</summary>
    private static byte[]? Shown(Exchange exchange, WireFacts facts, byte[] body, int status)
    {
        var request = exchange.Request;
        return !request.IsTranslated ? body
            : status is >= 200 and < 300 && !HiddenErrors.IsOne(facts) ? Translation.Answer(exchange.Asked, request.Spoken, body)
            : Translation.Error(request.Kind, facts.Failure ?? FailureKind.ServerError, body, facts.FailureWords ?? $"The provider answered with status {status}.", exchange.ProviderRequestId);
    }

    private async Task<Sent> FailAsync(Exchange exchange, FailureKind kind, string? words, byte[]? body = null)
    {
        var problem = Say(exchange, kind, words, null);
        var unclosed = await exchange.CloseAsync(Exchange.StateOf(problem), problem, WireFacts.None, body);
        return unclosed is null ? new Sent { Problem = problem } : new Sent { Unsent = unclosed };
    }

    private Problem Say(Exchange exchange, FailureKind kind, string? words, HttpResponseHeaders? headers)
    {
        var problem = Failures.Say(kind, exchange.Request.Target.Model, exchange.Status, words, options.LargestResponse);
        return problem.IsTransient && headers is not null
            ? problem with { RetryAfter = RetryHints.After(headers.Value("retry-after"), headers.Value("retry-after-ms"), time.GetUtcNow()) }
            : problem;
    }

    private static List<KeyValuePair<string, string>> Headers(Exchange exchange, HttpResponseMessage response, int number, bool isFinal)
    {
        var headers = new List<KeyValuePair<string, string>>();
        Pass(exchange.Request, response.Headers.NonValidated, headers);
        Pass(exchange.Request, response.Content.Headers.NonValidated, headers);
        if (exchange.Request.IsTranslated)
        {
            headers.Add(new("content-type", IsEventStream(response) ? "text/event-stream; charset=utf-8" : "application/json"));
        }

        headers.Add(new("x-lanekeeper-call-id", exchange.Id.ToString()));
        headers.Add(new("x-lanekeeper-model", exchange.Request.Model));
        headers.Add(new("x-lanekeeper-attempts", number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        headers.Add(new("x-lanekeeper-route-reason", HeaderRules.Plain(exchange.Request.Target.Reason)));
        if (exchange.Request.Target.Degraded is { } degraded)
        {
            headers.Add(new("x-lanekeeper-degraded", HeaderRules.Plain(degraded)));
        }

        if (isFinal && exchange.Request.RuledOut.Count > 0)
        {
            headers.Add(new("x-lanekeeper-ruled-out", RuledOut(exchange.Request.RuledOut)));
        }

        if (isFinal)
        {
            // The tries are used up here, or trying again is of no use; an SDK that did would multiply them.
            headers.Add(new("x-should-retry", "false"));
        }

        return headers;
    }

    private static void Pass(RelayRequest request, HttpHeadersNonValidated given, List<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, values) in given)
        {
            if (!HeaderRules.GoesDown(name) || (request.IsTranslated && HeaderRules.IsForeign(name)))
            {
                continue;
            }

            foreach (var value in values)
            {
                if (HeaderRules.IsPlain(value) && !(Redaction.IsSecret(request.Secret) && value.Contains(request.Secret, StringComparison.Ordinal)))
                {
                    headers.Add(new(request.IsTranslated ? HeaderRules.Renamed(name, request.Kind) : name, value));
                }
            }
        }
    }

    private static bool IsEventStream(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == "text/event-stream";

    public CallIntent Intent(RelayRequest request, Trail trail, int tries) => new()
    {
        Id = trail.Last,
        Origin = request.Origin with { TraceId = request.Call.TraceId ?? trail.First.ToString("N") },
        OpenedAt = time.GetUtcNow(),
        Deadline = request.Facts.IsStream ? time.GetUtcNow() + options.LongestStream : request.Deadline,
        Attempt = trail.Number,
        FirstCallId = trail.First,
        Purpose = tries > 1 ? CallPurpose.Retry : request.Target.Degraded is not null ? CallPurpose.Fallback : trail.Number > 1 ? CallPurpose.Escalation : CallPurpose.Answer,
        Route = request.Target.Route,
        Provider = request.Provider,
        RequestedModel = request.Target.Model.Model,
        RouteReason = request.Target.Reason,
        Degraded = request.Target.Degraded,
        Request = request.Body,
        PriceVersion = request.Price.Version,
        Hold = trail.Number > 1 ? request.Hold?.Again() : request.Hold,
        App = new CallApp(request.Call.Key.Id, request.Call.Key.App, AppFormats.NameOf(request.Kind), request.Facts.IsStream, request.Call.SessionId),
    };

    private void Log(RelayRequest request, Guid id, int number, Problem? problem)
    {
        if (problem is not null)
        {
            LogFailed(id, request.Model, number, problem.Code);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Call {CallId} of an app to {Model}, request {Number}: {Code}")]
    private partial void LogFailed(Guid callId, string model, int number, string code);

    [LoggerMessage(LogLevel.Warning, "{Model} could not answer an app ({Code}); {Other} stands in.")]
    private partial void LogFallsBack(string model, string other, string code);

    [LoggerMessage(LogLevel.Warning, "{Model} was to stand in and cannot: {Code}")]
    private partial void LogCannotStandIn(string model, string code);
}
