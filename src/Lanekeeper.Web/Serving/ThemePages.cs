using Lanekeeper.Faces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Serving;

/// <summary>Light, dark, or as the system has it; kept in a cookie of this browser.</summary>
internal static class ThemePages
{
    private const string Cookie = "lanekeeper_theme";

    public static void MapTheme(this RouteGroupBuilder pages) => pages.MapPost("/" + WebPaths.Theme, ChooseAsync).OpenToAnyone();

    public static string? Read(HttpRequest request) => request.Cookies[Cookie] is "light" or "dark" ? request.Cookies[Cookie] : null;

    private static async Task<IResult> ChooseAsync(HttpRequest request, HttpResponse response, CancellationToken cancellationToken)
    {
        var form = await request.ReadFormAsync(cancellationToken);
        var options = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, MaxAge = TimeSpan.FromDays(400), IsEssential = true };
        if (form["theme"].ToString() is "light" or "dark")
        {
            response.Cookies.Append(Cookie, form["theme"].ToString(), options);
        }
        else
        {
            response.Cookies.Delete(Cookie, options);
        }

        return Screens.SeeOther(LocalPath.Checked(form["return"]));
    }
}
