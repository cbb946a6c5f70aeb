using Lanekeeper.Faces;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Gateway.Serving;

internal static class Fallback
{
    public static ProblemAnswer Answer(HttpContext context) => new Problem(
        ProblemKind.NotFound,
        "api.no-such-address",
        $"There is nothing at {context.Request.Path}. /{ApiPaths.OpenApi} describes what there is.").ToAnswer();
}
