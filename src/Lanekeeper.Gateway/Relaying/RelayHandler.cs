using Lanekeeper.Faces;
using Lanekeeper.Models;
using Lanekeeper.Permissions;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>Takes an app's request in whole, hands it to the relay, and passes the answer on part by part.</summary>
internal sealed partial class RelayHandler(
    IAppKeys keys, RequestBodies bodies, IRelay relay, IReadiness readiness, RefusalLog refusals, TimeProvider time, ILogger<RelayHandler> logger)
{
    public async Task HandleAsync(HttpContext context, WireKind kind)
    {
        try
        {
            var trace = new RelayTrace();
            if (await ProblemOfAsync(context, kind, trace) is { } problem)
            {
                await RelayErrors.WriteAsync(context, kind, problem, trace);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }
        catch (BadHttpRequestException unreadable) when (!context.Response.HasStarted)
        {
            await RelayErrors.WriteAsync(context, kind, unreadable.StatusCode == StatusCodes.Status408RequestTimeout ? TooSlow() : new(ProblemKind.Invalid, "relay.bad-request", unreadable.Message));
        }
        catch (Exception exception) when (!context.Response.HasStarted && readiness.Explain(exception) is { } known)
        {
            await RelayErrors.WriteAsync(context, kind, known);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFault(exception, context.Request.Path);
            await RelayErrors.WriteAsync(context, kind, new(ProblemKind.Upstream, "relay.fault", "The gateway could not do this; its log has the reason."));
        }
    }

    /// <returns>What is wrong, or <see langword="null"/> once the answer has gone out.</returns>
    private async Task<Problem?> ProblemOfAsync(HttpContext context, WireKind kind, RelayTrace trace)
    {
        if (!(await keys.AuthenticateAsync(RelayHeaders.Credential(context.Request), context.RequestAborted)).Succeeded(out var key, out var problem)
            || !RelayHeaders.ReadWorkflow(context.Request).Succeeded(out var workflow, out problem)
            || !RelayHeaders.ReadRun(context.Request).Succeeded(out var run, out problem)
            || !DeclaredHeaders.Read(context.Request).Succeeded(out var declared, out problem))
        {
            return problem;
        }

        if (!(await bodies.ReadAsync(context.Request, context.RequestAborted)).Succeeded(out var body, out problem))
        {
            return Refused(key, trace, problem);
        }

        using var held = body;
        var call = new RelayCall(kind, key, body.Bytes, RelayHeaders.List(context.Request))
        {
            Query = context.Request.QueryString.Value ?? "",
            Workflow = workflow.Name,
            RunId = run.Id,
            Trace = trace,
            Task = declared.Task,
            Consequence = declared.Consequence,
            EarlierFailure = declared.EarlierFailure,
            TraceId = RelayHeaders.TraceId(context.Request),
            SessionId = RelayHeaders.Session(context.Request),
        };
        if (!(await relay.SendAsync(call, context.RequestAborted)).Succeeded(out var answer, out problem))
        {
            return Refused(key, trace, problem);
        }

        await using (answer)
        {
            if (!await PassAsync(context, answer))
            {
                LogLeftLying(key.App, trace.CallId, Handover.Patience.TotalSeconds);
                context.Abort();
                return null;
            }

            if (answer.IsBroken)
            {
                LogCut(trace.CallId, key.App);
                if (HttpProtocol.IsHttp10(context.Request.Protocol))
                {
                    // There a body ends where the connection does, so that only a reset tells the one end from the other.
                    context.Abort();
                }

                // Thrown past the server, which then sends no end: a body that ends well is a whole answer to SDKs that overlook the error in it.
                throw new CutStreamException();
            }
        }

        return null;
    }

    // What was asked of a provider has a row of its own.
    private Problem Refused(AppKey key, RelayTrace trace, Problem problem)
    {
        if (trace.CallId is null)
        {
            refusals.See(key.App, problem);
        }

        return problem;
    }

    /// <returns>Whether the app took it.</returns>
    private async Task<bool> PassAsync(HttpContext context, RelayAnswer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentLength = answer.Length;
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = StringValues.Concat(response.Headers[name], value);
        }

        if (answer.Length is null)
        {
            await response.StartAsync(context.RequestAborted);
        }

        while (await answer.NextAsync(context.RequestAborted) is { Length: > 0 } part)
        {
            if (!await Handover.PassAsync(response.BodyWriter, part, time, context.RequestAborted))
            {
                return false;
            }
        }

        return true;
    }

    private static Problem TooSlow() => new(ProblemKind.Upstream, "relay.too-slow", "The request's body came too slowly, and was not waited for. Send it again.");

    [LoggerMessage(LogLevel.Warning, "The stream of call {CallId} of the app {App} was cut short by its provider; the app was told so, and its connection is cut.")]
    private partial void LogCut(Guid? callId, string app);

    [LoggerMessage(LogLevel.Warning, "The app {App} took nothing of the answer to its call {CallId} for {Seconds} s; its connection is cut.")]
    private partial void LogLeftLying(string app, Guid? callId, double seconds);

    [LoggerMessage(LogLevel.Error, "An app's request to {Path} ended with an unexpected error.")]
    private partial void LogFault(Exception exception, PathString path);
}
