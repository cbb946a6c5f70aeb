using System.Globalization;
using System.Reflection;
using Lanekeeper.Faces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Lanekeeper.Gateway.Serving;

/// <summary>A door's answer as an HTTP one.</summary>
internal static class Answers
{
    public static Results<Ok<T>, ProblemAnswer> ToAnswer<T>(this Result<T> result) =>
        result.Succeeded(out var value, out var problem) ? TypedResults.Ok(value) : problem.ToAnswer();

    public static ProblemAnswer ToAnswer(this Problem problem) => new(problem);
}

/// <summary>A problem as RFC 9457 says, with <c>Retry-After</c> where it is known when to come back.</summary>
internal sealed class ProblemAnswer(Problem problem) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var wire = ProblemWire.Of(problem);
        httpContext.Response.StatusCode = wire.Status;
        if (problem.RetryAfter is { } wait)
        {
            httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return httpContext.Response.WriteAsJsonAsync(wire, FaceJson.Options, ProblemWire.MediaType, httpContext.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status400BadRequest, typeof(ProblemWire), [ProblemWire.MediaType]));
}
