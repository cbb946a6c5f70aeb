using Lanekeeper.Faces;
using Lanekeeper.Gateway.Serving;
using Lanekeeper.Retrieval;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Retrieval;

internal static class SourceEndpoints
{
    public static void MapRetrieval(this IEndpointRouteBuilder api)
    {
        var sources = api.MapGroup("").WithTags("Sources");
        sources.MapGet("/" + ApiPaths.Sources, ListAsync).WithSummary("The sources with owner, trust and size");
        sources.MapPut("/api/sources/{name}", SyncAsync).WithSummary("Make a source equal to these documents; unchanged ones are not indexed again")
            .WithMetadata(new RequestSizeLimitAttribute(BodySizes.Files));
        sources.MapGet("/api/passages/{id:guid}", GetPassageAsync).WithSummary("A passage that an answer cites");
    }

    private static async Task<Results<Ok<Page<SourceState>>, ProblemAnswer>> ListAsync(Caller caller, IRetrieval retrieval, CancellationToken cancellationToken) =>
        (await retrieval.ListAsync(caller.Actor, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<SyncReport>, ProblemAnswer>> SyncAsync(
        string name, SyncSource body, Caller caller, IRetrieval retrieval, CancellationToken cancellationToken) =>
        (await retrieval.SyncAsync(caller.Actor, body with { Name = name }, cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<Passage>, ProblemAnswer>> GetPassageAsync(Guid id, Caller caller, IRetrieval retrieval, CancellationToken cancellationToken) =>
        (await retrieval.GetAsync(caller.Actor, id, cancellationToken)).ToAnswer();
}
