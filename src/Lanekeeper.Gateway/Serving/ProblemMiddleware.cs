using System.Text.Json;
using Lanekeeper.Faces;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Gateway.Serving;

/// <summary>What a request that cannot be read, and a fault of ours, look like from outside: a problem, never a stack trace.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, IReadiness readiness, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await Unreadable(exception).ToAnswer().ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted && readiness.Explain(exception) is { } known)
        {
            LogNotNow(exception, context.Request.Method, context.Request.Path);
            await known.ToAnswer().ExecuteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFault(exception, context.Request.Method, context.Request.Path);
            await Fault(context.TraceIdentifier).ToAnswer().ExecuteAsync(context);
        }
    }

    private static Problem Unreadable(BadHttpRequestException exception) => exception switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(ProblemKind.Invalid, "api.too-large", "The request's body is larger than this address takes."),
        { InnerException: JsonException json } => new(ProblemKind.Invalid, "api.bad-json", $"The request's body is not the JSON that is expected here: {json.Message}"),
        _ => new(ProblemKind.Invalid, "api.bad-request", exception.Message),
    };

    private static Problem Fault(string trace) =>
        new(ProblemKind.Upstream, "api.fault", $"The server could not do this. Its log has the reason under {trace}; `lanekeeper doctor` looks at the usual causes.");

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} could not be done now.")]
    private partial void LogNotNow(Exception exception, string method, PathString path);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} ended with an unexpected error.")]
    private partial void LogFault(Exception exception, string method, PathString path);
}
