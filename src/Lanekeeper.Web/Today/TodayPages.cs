using Lanekeeper.Approvals;
using Lanekeeper.Faces;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Today;

internal static class TodayPages
{
    public static void MapToday(this RouteGroupBuilder pages) => pages.MapGet(WebPaths.Today, ShowAsync);

    private static async Task<IResult> ShowAsync(Caller caller, IApprovals approvals, CancellationToken cancellationToken) =>
        (await approvals.CountAsync(caller.Actor, cancellationToken)).ToScreen(counts => Screens.Show<TodayPage, TodayView>(new(counts)));
}
