using Lanekeeper.Faces;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Design;

/// <summary>The kit with all its states; only in development.</summary>
internal static class DesignPages
{
    public static void MapDesign(this RouteGroupBuilder pages) => pages.MapGet(WebPaths.Design, Show).OpenToAnyone();

    private static IResult Show(string? state) => Screens.Show<DesignPage, DesignView>(new(Tokens.Read(), state));
}
