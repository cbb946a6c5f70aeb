using Lanekeeper.Faces;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Lanekeeper.Gateway.Serving;

/// <summary>A door's answer as an HTTP one.</summary>
internal static class Answers
{
    public static Results<Ok<T>, JsonHttpResult<ProblemWire>> ToAnswer<T>(this Result<T> result) =>
        result.Succeeded(out var value, out var problem) ? TypedResults.Ok(value) : problem.ToAnswer();

    public static JsonHttpResult<ProblemWire> ToAnswer(this Problem problem)
    {
        var wire = ProblemWire.Of(problem);
        return TypedResults.Json(wire, contentType: ProblemWire.MediaType, statusCode: wire.Status);
    }
}
