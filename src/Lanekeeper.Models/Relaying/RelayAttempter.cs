using System.Net;
using System.Net.Http.Headers;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Calling;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Models.Wire;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Models.Relaying;

/// <summary>One request to a provider: intent committed, sent, read, final committed; of a stream the final waits for its end.</summary>
internal sealed partial class RelayAttempter(
    CallRecorder recorder, ProviderHttp http, Breaker breaker, ModelsOptions options, TimeProvider time, ILogger<RelayAttempter> logger)
{
    public async Task<Sent> RunAsync(RelayRequest request, Trail trail, int tries, CancellationToken deadline, CancellationToken caller)
    {
        var turn = breaker.Ask(request.Address, request.Target.Model);
        if (turn.Wait is { } pause)
        {
            return new Sent { Problem = ModelProblems.BreakerOpen(request.Model, pause), IsUnasked = true };
        }

        var number = trail.Begin((trail.Number == 0 ? request.Call.FirstId : null) ?? Id.New(time));
        var exchange = new Exchange(request, trail.Last, recorder, time, isDown => breaker.End(request.Address, request.Target.Model, turn, isDown), turn.IsProbe);
        var sent = await RunAsync(exchange, RelayIntent.Of(request, trail, tries, Until(request)), trail, deadline, caller);
        if (sent is { Unsent: null, Problem: { } problem })
        {
            LogFailed(trail.Last, request.Model, number, problem.Code);
        }

        return sent;
    }

    private async Task<Sent> RunAsync(Exchange exchange, CallIntent intent, Trail trail, CancellationToken deadline, CancellationToken caller)
    {
        // Not cancelled: an intent that is on its way is written, and then somebody has to close it.
        var request = exchange.Request;
        if (!(await recorder.OpenAsync(intent, CancellationToken.None)).Succeeded(out _, out var unwritten))
        {
            exchange.Judge(null);
            return new Sent { Unsent = unwritten };
        }

        trail.Ask();
        try
        {
            deadline.ThrowIfCancellationRequested();
            return request.Facts.IsStream
                ? await StreamAsync(exchange, trail.Asked, deadline, caller)
                : await WholeAsync(exchange, trail.Asked, deadline);
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
    private async Task<Sent> WholeAsync(Exchange exchange, int asked, CancellationToken deadline)
    {
        var request = exchange.Request;
        exchange.Send();
        using var head = await http.OpenAsync(request.Address, request.Headers, request.Body, deadline);
        if (head.Response is not { } response)
        {
            return await FailAsync(exchange, head.Failure, head.Why);
        }

        exchange.Note(response, head.At);
        return await TakeAsync(exchange, asked, response, deadline);
    }

    private async Task<Sent> StreamAsync(Exchange exchange, int asked, CancellationToken deadline, CancellationToken caller)
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
        if (response.StatusCode is < HttpStatusCode.OK or >= HttpStatusCode.MultipleChoices || !AnswerHeaders.IsEventStream(response))
        {
            using (response)
            {
                return await TakeAsync(exchange, asked, response, either.Token);
            }
        }

        var body = new StreamBody(exchange, response, await response.Content.ReadAsStreamAsync(either.Token), options, time);
        await body.PeekAsync(either.Token);
        var answer = new RelayAnswer((int)response.StatusCode, AnswerHeaders.Of(exchange, response, asked, isFinal: false), body);
        return new Sent { Answer = answer, Problem = body.EarlyProblem };
    }

    /// <summary>Takes a whole body in, tells what it is, and closes the row before anybody sees it.</summary>
    private async Task<Sent> TakeAsync(Exchange exchange, int asked, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var request = exchange.Request;
        var read = await http.ReadAsync(response, cancellationToken);
        var body = Redaction.Blot(read.Body, request.Secret);
        if (read.Failure is { } broken)
        {
            return await FailAsync(exchange, broken, read.Why, body, read.Length);
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
            Answer = new RelayAnswer(status, AnswerHeaders.Of(exchange, response, asked, isFinal), new WholeBody(shown ?? body)),
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

    private async Task<Sent> FailAsync(Exchange exchange, FailureKind kind, string? words, byte[]? body = null, long? length = null)
    {
        var problem = Say(exchange, kind, words, null);
        var unclosed = await exchange.CloseAsync(Exchange.StateOf(problem), problem, WireFacts.None, body, length);
        return unclosed is null ? new Sent { Problem = problem } : new Sent { Unsent = unclosed };
    }

    private Problem Say(Exchange exchange, FailureKind kind, string? words, HttpResponseHeaders? headers)
    {
        var problem = Failures.Say(kind, exchange.Request.Target.Model, exchange.Status, words, options.LargestResponse);
        return problem.IsTransient && headers is not null
            ? problem with { RetryAfter = RetryHints.After(headers.Value("retry-after"), headers.Value("retry-after-ms"), time.GetUtcNow()) }
            : problem;
    }

    private DateTimeOffset Until(RelayRequest request) => request.Facts.IsStream ? time.GetUtcNow() + options.LongestStream : request.Deadline;

    [LoggerMessage(LogLevel.Warning, "Call {CallId} of an app to {Model}, request {Number}: {Code}")]
    private partial void LogFailed(Guid callId, string model, int number, string code);
}
