using Lanekeeper.Faces;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Web.Serving;

/// <summary>Faults as a browser shows them: a page that says what to do.</summary>
internal sealed class PageFaults(RequestDelegate next, IReadiness readiness, ILogger<PageFaults> logger) : FaultMiddleware(next, readiness, logger)
{
    /// <summary>What the framework turns away by a status alone gets a page.</summary>
    public static Task AnswerAsync(StatusCodeContext status)
    {
        var (request, response) = (status.HttpContext.Request, status.HttpContext.Response);
        return response.StatusCode is < 400 or StatusCodes.Status499ClientClosedRequest
            ? Task.CompletedTask
            : Screens.Problem(response.StatusCode switch
            {
                StatusCodes.Status404NotFound => new(ProblemKind.NotFound, "web.no-such-page", $"There is no page at {request.Path}."),
                StatusCodes.Status504GatewayTimeout => new(ProblemKind.Exhausted, "web.too-slow", "The database did not answer in time. What you sent may or may not have been done: look before you send it again. `lanekeeper doctor` looks at why."),
                StatusCodes.Status405MethodNotAllowed => new(ProblemKind.Invalid, "web.wrong-method", $"{request.Path} cannot be used with {request.Method}."),
                _ => new(ProblemKind.Invalid, "web.bad-request", "The request cannot be read as it is. Go back and try again."),
            }).ExecuteAsync(status.HttpContext);
    }

    protected override Task AnswerAsync(HttpContext context, Problem problem) => Screens.Problem(problem).ExecuteAsync(context);

    protected override Problem Unreadable(BadHttpRequestException exception) => exception.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? new(ProblemKind.Invalid, "web.too-large", "The form is larger than a page takes; nothing was changed. Go back, shorten what you typed and send it again.")
        : new(ProblemKind.Invalid, "web.bad-request", $"The address or form cannot be read: {exception.Message}");

    protected override Problem Fault(string trace) =>
        new(ProblemKind.Upstream, "web.fault", $"Lanekeeper could not make this page. Its log has the reason under {trace}; `lanekeeper doctor` looks at the usual causes.");

    // A one-time link lets in whoever reads it in a log.
    protected override PathString Loggable(PathString path) => path.StartsWithSegments("/welcome", StringComparison.OrdinalIgnoreCase) ? "/welcome/..." : path;
}
