using Lanekeeper.Faces;
using Lanekeeper.Gateway.Serving;
using Lanekeeper.Ledger;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Gateway.Models;

internal static class ServedModelEndpoints
{
    public static void MapServedModels(this IEndpointRouteBuilder api)
    {
        var models = api.MapGroup("/" + ApiPaths.ServedModels).WithTags("Models");
        models.MapGet("", ListAsync).WithSummary("Which models answered for the ones that were asked for, first and last sight; `unseen` for changes that nobody has acknowledged");
        models.MapPost("{id:guid}/acknowledgement", AcknowledgeAsync).WithSummary("Say that a change is known");
    }

    private static async Task<Results<Ok<Page<ServedModel>>, ProblemAnswer>> ListAsync(
        bool? unseen, string? model, [AsParameters] Paging paging, Caller caller, IServedModels models, CancellationToken cancellationToken) =>
        (await models.ListAsync(caller.Actor, new(unseen ?? false, model), paging.ToRequest(), cancellationToken)).ToAnswer();

    private static async Task<Results<Ok<ServedModel>, ProblemAnswer>> AcknowledgeAsync(Guid id, Caller caller, IServedModels models, CancellationToken cancellationToken) =>
        (await models.AcknowledgeAsync(caller.Actor, id, cancellationToken)).ToAnswer();
}
