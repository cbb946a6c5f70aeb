using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Faces;

/// <summary>What a request that cannot be read, and a fault of ours, become: a problem, never a stack trace. How it looks, each face says.</summary>
public abstract partial class FaultMiddleware(RequestDelegate next, IReadiness readiness, ILogger logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, Unreadable(exception));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted && readiness.Explain(exception) is { } known)
        {
            LogNotNow(exception, context.Request.Method, Loggable(context.Request.Path));
            await AnswerAsync(context, known);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFault(exception, context.Request.Method, Loggable(context.Request.Path));
            await AnswerAsync(context, Fault(context.TraceIdentifier));
        }
    }

    protected abstract Task AnswerAsync(HttpContext context, Problem problem);

    protected abstract Problem Unreadable(BadHttpRequestException exception);

    /// <param name="trace">Under which the log has the reason.</param>
    protected abstract Problem Fault(string trace);

    /// <summary>The path without what must not stand in a log.</summary>
    protected virtual PathString Loggable(PathString path) => path;

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} could not be done now.")]
    private partial void LogNotNow(Exception exception, string method, PathString path);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} ended with an unexpected error.")]
    private partial void LogFault(Exception exception, string method, PathString path);
}
