using System.Text.Json;
using Lanekeeper.Faces;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Gateway.Serving;

/// <summary>Faults as the API tells them: as a problem in JSON.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, IReadiness readiness, ILogger<ProblemMiddleware> logger) : FaultMiddleware(next, readiness, logger)
{
    protected override Task AnswerAsync(HttpContext context, Problem problem) => problem.ToAnswer().ExecuteAsync(context);

    protected override Problem Unreadable(BadHttpRequestException exception) => exception switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => new(ProblemKind.Invalid, "api.too-large", "The request's body is larger than this address takes."),
        { InnerException: JsonException json } => new(ProblemKind.Invalid, "api.bad-json", $"The request's body is not the JSON that is expected here: {json.Message}"),
        _ => new(ProblemKind.Invalid, "api.bad-request", exception.Message),
    };

    protected override Problem Fault(string trace) =>
        new(ProblemKind.Upstream, "api.fault", $"The server could not do this. Its log has the reason under {trace}; `lanekeeper doctor` looks at the usual causes.");
}
