using Lanekeeper.Faces;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lanekeeper.Gateway.Serving;

internal static class Fallback
{
    public static JsonHttpResult<ProblemWire> Answer(HttpContext context) => new Problem(
        ProblemKind.NotFound,
        "api.no-such-address",
        $"There is nothing at {context.Request.Path}. /{ApiPaths.OpenApi} describes what there is.").ToAnswer();
}
