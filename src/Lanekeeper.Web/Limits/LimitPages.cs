using Lanekeeper.Faces;
using Lanekeeper.Ledger;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Limits;

/// <summary>How much of every limit and budget is used.</summary>
internal static class LimitPages
{
    public static void MapLimits(this RouteGroupBuilder pages) => pages.MapGet(WebPaths.Limits, ShowAsync);

    private static async Task<IResult> ShowAsync(Caller caller, ILimits limits, CancellationToken cancellationToken) =>
        (await limits.ReadAsync(caller.Actor, cancellationToken)).ToScreen(found => Screens.Show<LimitsPage, LimitsInUse>(found));
}
