using Lanekeeper.Permissions;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Serving;

internal static class Visits
{
    /// <summary>Where a request comes from.</summary>
    public static Visitor Of(HttpContext context) =>
        new(context.Connection.RemoteIpAddress?.ToString() ?? "", context.Request.Headers.UserAgent.ToString());

    /// <summary>A form's field, empty where there is none.</summary>
    public static string Text(this IFormCollection form, string name) => form[name].ToString();

    /// <summary>A form's field that may be left empty.</summary>
    public static string? Given(this IFormCollection form, string name) => form.Text(name) is { Length: > 0 } text ? text : null;
}
