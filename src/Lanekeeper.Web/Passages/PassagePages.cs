using Lanekeeper.Retrieval;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Passages;

internal static class PassagePages
{
    public static void MapPassages(this RouteGroupBuilder pages) => pages.MapGet("/passages/{id:guid}", ShowAsync);

    private static async Task<IResult> ShowAsync(Guid id, Caller caller, IRetrieval retrieval, CancellationToken cancellationToken) =>
        (await retrieval.ReadAroundAsync(caller.Actor, id, cancellationToken)).ToScreen(found => Screens.Show<PassagePage, PassageInDocument>(found));
}
