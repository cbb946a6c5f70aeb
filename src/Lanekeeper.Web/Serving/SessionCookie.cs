using Lanekeeper.Faces;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Serving;

/// <summary>The cookie that holds a session's secret. Over HTTPS its name binds it to this host alone, so that no neighbour of the domain can plant one.</summary>
internal sealed class SessionCookie(PublicAddress address)
{
    private const string Name = "lanekeeper_session";
    private const string SecureName = $"__Host-{Name}";

    public string? Read(HttpRequest request) => request.Cookies[IsSecure(request) ? SecureName : Name];

    public void Write(HttpResponse response, string secret, DateTimeOffset expiresAt) =>
        response.Cookies.Append(NameFor(response), secret, Options(response, expiresAt));

    public void Delete(HttpResponse response) => response.Cookies.Delete(NameFor(response), Options(response, null));

    public bool IsSecure(HttpRequest request) => request.IsHttps || address.IsSecure;

    private string NameFor(HttpResponse response) => IsSecure(response.HttpContext.Request) ? SecureName : Name;

    private CookieOptions Options(HttpResponse response, DateTimeOffset? expiresAt) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = IsSecure(response.HttpContext.Request),
        Path = "/",
        Expires = expiresAt,
        IsEssential = true,
    };
}
