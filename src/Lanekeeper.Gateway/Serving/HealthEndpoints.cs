using Lanekeeper.Faces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Serving;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/" + ApiPaths.Health, () => TypedResults.Text("ok")).WithTags("Health").WithSummary("Whether the process is alive");
        app.MapGet("/" + ApiPaths.Ready, ReadyAsync).WithTags("Health").WithSummary("Whether it can do its work: the database answers, its tables are up to date");
    }

    private static async Task<Results<ContentHttpResult, ProblemAnswer>> ReadyAsync(IReadiness readiness, CancellationToken cancellationToken) =>
        await readiness.CheckAsync(cancellationToken) is { } problem ? (problem with { Kind = ProblemKind.Exhausted }).ToAnswer() : TypedResults.Text("ready");
}
