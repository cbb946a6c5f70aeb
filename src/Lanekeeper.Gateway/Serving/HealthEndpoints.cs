using Lanekeeper.Faces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Serving;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/" + ApiPaths.Health, () => TypedResults.Text("ok")).WithTags("Health").WithSummary("Whether the process is alive");
        app.MapGet("/" + ApiPaths.Ready, ReadyAsync).WithTags("Health").WithSummary("Whether it can do its work: the database answers, its tables are up to date")
            .Produces<string>(StatusCodes.Status200OK, "text/plain")
            .Produces<ProblemWire>(StatusCodes.Status503ServiceUnavailable, ProblemWire.MediaType);
    }

    private static async Task<IResult> ReadyAsync(IReadiness readiness, CancellationToken cancellationToken) =>
        await readiness.CheckAsync(cancellationToken) is { } problem ? (problem with { Kind = ProblemKind.Exhausted }).ToAnswer() : TypedResults.Text("ready");
}
