using System.Globalization;
using Lanekeeper.Faces;
using Lanekeeper.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>A problem as the app's SDK understands it: status, headers and body of its own format.</summary>
internal static class RelayErrors
{
    // SDKs do not wait longer than this, and would come back at once instead.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static async Task WriteAsync(HttpContext context, WireKind kind, Problem problem, RelayTrace? trace = null)
    {
        var requestId = $"req_{Id.New(context.RequestServices.GetRequiredService<TimeProvider>()):N}";
        var response = context.Response;
        response.Clear();
        response.StatusCode = StatusOf(problem);
        response.Headers[kind.IsAnthropic() ? "request-id" : "x-request-id"] = requestId;
        if (problem.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        response.Headers[OwnHeaders.Problem] = problem.Code;
        if (trace?.CallId is { } call)
        {
            response.Headers[OwnHeaders.CallId] = call.ToString();
            response.Headers[OwnHeaders.Attempts] = trace.Attempts.ToString(CultureInfo.InvariantCulture);
        }

        if (trace?.RuledOut is { } why)
        {
            response.Headers[OwnHeaders.RuledOut] = why;
        }

        if (IsFinal(problem))
        {
            response.Headers["x-should-retry"] = "false";
        }

        var body = WireErrors.Body(kind, problem, requestId);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    // Of what may pass, the tries are used up here, or the wait is long; an SDK that tried again would multiply them. Of the rest it is said because SDKs
    // try every conflict again, and Claude Code even a key that nobody knows.
    private static bool IsFinal(Problem problem) =>
        problem.Code == "relay.fault"
        || problem.RetryAfter > LongestWait
        || (problem.IsTransient ? problem.Code.StartsWith("models.", StringComparison.Ordinal) : problem.RetryAfter is null);

    private static int StatusOf(Problem problem) => problem.Code switch
    {
        "relay.too-large" or "ledger.body-too-large" => StatusCodes.Status413PayloadTooLarge,
        "relay.too-slow" => StatusCodes.Status408RequestTimeout,
        "models.redirected" or "models.missing-key" => StatusCodes.Status502BadGateway,
        "models.deadline" or "models.silent" => StatusCodes.Status504GatewayTimeout,
        _ when problem.Kind == ProblemKind.Exhausted && problem.Code.StartsWith("limits.", StringComparison.Ordinal) => StatusCodes.Status429TooManyRequests,
        "models.breaker-open" or "ledger.unavailable" => StatusCodes.Status503ServiceUnavailable,
        _ => ProblemWire.StatusOf(problem.Kind),
    };
}
