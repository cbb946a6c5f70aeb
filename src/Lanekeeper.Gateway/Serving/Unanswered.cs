using Lanekeeper.Faces;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Gateway.Serving;

/// <summary>What the framework turns away by a status alone gets words, as every other problem has.</summary>
internal static class Unanswered
{
    public static Task AnswerAsync(StatusCodeContext status)
    {
        var (request, response) = (status.HttpContext.Request, status.HttpContext.Response);
        var (code, title, words) = response.StatusCode switch
        {
            StatusCodes.Status404NotFound => ("api.no-such-address", nameof(ProblemKind.NotFound), $"There is nothing at {request.Path}. /{ApiPaths.OpenApi} describes what there is."),
            StatusCodes.Status405MethodNotAllowed => ("api.wrong-method", nameof(ProblemKind.Invalid), $"{request.Path} does not take {request.Method}; it takes {response.Headers.Allow}."),
            StatusCodes.Status413PayloadTooLarge => ("api.too-large", nameof(ProblemKind.Invalid), "The request's body is larger than this address takes."),
            StatusCodes.Status415UnsupportedMediaType => ("api.wrong-media-type", nameof(ProblemKind.Invalid), "The body is expected as JSON. Send it with Content-Type: application/json."),
            _ => ("api.bad-request", nameof(ProblemKind.Invalid), $"The request cannot be taken as it is. /{ApiPaths.OpenApi} describes what is expected."),
        };
        var wire = new ProblemWire($"urn:lanekeeper:problem:{code}", title, response.StatusCode, words, code, null);
        return response.WriteAsJsonAsync(wire, FaceJson.Options, ProblemWire.MediaType, status.HttpContext.RequestAborted);
    }
}
