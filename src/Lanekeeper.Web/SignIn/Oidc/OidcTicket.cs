using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lanekeeper.Faces;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.SignIn.Oidc;

/// <summary>What this browser keeps while its owner is at the provider. It is sealed, short-lived and given up when they come back.</summary>
/// <param name="State">Comes back in the address: the answer belongs to this browser's question.</param>
/// <param name="Nonce">Comes back in the token: the token was made for this sign-in.</param>
/// <param name="Verifier">Is shown with the code: nobody else can redeem it.</param>
internal sealed record OidcTicket(string State, string Nonce, string Verifier, string Return, DateTimeOffset At)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    public static OidcTicket New(string path, DateTimeOffset now) => new(Random(), Random(), Random(), path, now);

    public bool Answers(string state, DateTimeOffset now) =>
        now - At < Lifetime && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(State));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}

internal sealed class OidcTickets(IDataProtectionProvider protection, SessionCookie session)
{
    private const string Cookie = "lanekeeper_provider";
    private const string Path = "/sign-in";

    private readonly IDataProtector _protector = protection.CreateProtector("lanekeeper.oidc");

    public void Give(HttpContext context, OidcTicket ticket) =>
        context.Response.Cookies.Append(Cookie, _protector.Protect(JsonSerializer.Serialize(ticket, FaceJson.Options)), Options(context, OidcTicket.Lifetime));

    /// <summary>Takes it away: it is good for one answer, whatever that is.</summary>
    public OidcTicket? Take(HttpContext context)
    {
        var given = context.Request.Cookies[Cookie];
        context.Response.Cookies.Delete(Cookie, Options(context, null));
        try
        {
            return given is null ? null : JsonSerializer.Deserialize<OidcTicket>(_protector.Unprotect(given), FaceJson.Options);
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private CookieOptions Options(HttpContext context, TimeSpan? age) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = session.IsSecure(context.Request), Path = Path, MaxAge = age, IsEssential = true };
}
