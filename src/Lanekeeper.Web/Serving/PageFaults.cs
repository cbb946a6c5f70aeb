using Lanekeeper.Faces;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Web.Serving;

/// <summary>What a request that cannot be read, and a fault of ours, look like in a browser: a page that says what to do, never a stack trace.</summary>
internal sealed partial class PageFaults(RequestDelegate next, IReadiness readiness, ILogger<PageFaults> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            await Screens.Problem(new(ProblemKind.Invalid, "web.bad-request", $"The address or form cannot be read: {exception.Message}")).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        catch (Exception exception) when (!context.Response.HasStarted && readiness.Explain(exception) is { } known)
        {
            LogNotNow(exception, context.Request.Method, Loggable(context.Request.Path));
            await Screens.Problem(known).ExecuteAsync(context);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            LogFault(exception, context.Request.Method, Loggable(context.Request.Path));
            await Screens.Problem(Fault(context.TraceIdentifier)).ExecuteAsync(context);
        }
    }

    /// <summary>What the framework turns away by a status alone gets a page.</summary>
    public static Task AnswerAsync(StatusCodeContext status)
    {
        var (request, response) = (status.HttpContext.Request, status.HttpContext.Response);
        return response.StatusCode is < 400 or StatusCodes.Status499ClientClosedRequest
            ? Task.CompletedTask
            : Screens.Problem(response.StatusCode switch
            {
                StatusCodes.Status404NotFound => new(ProblemKind.NotFound, "web.no-such-page", $"There is no page at {request.Path}. The list at the left, or above, has all there are."),
                StatusCodes.Status504GatewayTimeout => new(ProblemKind.Exhausted, "web.too-slow", "The database did not answer in time. What you sent may or may not have been done: look before you send it again. `lanekeeper doctor` looks at why."),
                StatusCodes.Status405MethodNotAllowed => new(ProblemKind.Invalid, "web.wrong-method", $"{request.Path} cannot be used with {request.Method}."),
                _ => new(ProblemKind.Invalid, "web.bad-request", "The request cannot be read as it is. Go back and try again."),
            }).ExecuteAsync(status.HttpContext);
    }

    // A one-time link lets in whoever reads it in a log.
    private static PathString Loggable(PathString path) => path.StartsWithSegments("/welcome", StringComparison.OrdinalIgnoreCase) ? "/welcome/..." : path;

    private static Problem Fault(string trace) =>
        new(ProblemKind.Upstream, "web.fault", $"Lanekeeper could not make this page. Its log has the reason under {trace}; `lanekeeper doctor` looks at the usual causes.");

    [LoggerMessage(LogLevel.Warning, "{Method} {Path} could not be done now.")]
    private partial void LogNotNow(Exception exception, string method, PathString path);

    [LoggerMessage(LogLevel.Error, "{Method} {Path} ended with an unexpected error.")]
    private partial void LogFault(Exception exception, string method, PathString path);
}
