using Lanekeeper.Faces;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Models;

/// <summary>Which models answered for the ones that were asked for, and since when.</summary>
internal static class ModelPages
{
    private const int PageSize = 50;

    public static void MapModels(this RouteGroupBuilder pages)
    {
        pages.MapGet(WebPaths.Models, ListAsync);
        pages.MapPost("/models/{id:guid}/acknowledgement", AcknowledgeAsync);
    }

    private static async Task<IResult> ListAsync(bool? unseen, string? after, Caller caller, IServedModels models, CancellationToken cancellationToken) =>
        (await models.ListAsync(caller.Actor, new(unseen ?? false), new(PageSize, string.IsNullOrEmpty(after) ? null : after), cancellationToken)).ToScreen(page =>
            Screens.Show<ModelsPage, ModelsView>(new(page, unseen ?? false, Access.Check(caller.Actor, LedgerPermissions.Acknowledge) is null)));

    private static async Task<IResult> AcknowledgeAsync(Guid id, Caller caller, IServedModels models, CancellationToken cancellationToken) =>
        (await models.AcknowledgeAsync(caller.Actor, id, cancellationToken)).ToScreen(_ => Screens.SeeOther(WebPaths.Models));
}
