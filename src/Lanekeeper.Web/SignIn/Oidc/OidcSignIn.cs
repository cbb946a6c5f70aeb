using System.Text.Json;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Web.SignIn.Oidc;

/// <summary>The authorization code flow with PKCE: to the provider, and back with a code that is turned into a verified statement about somebody.</summary>
internal sealed partial class OidcSignIn(OidcOptions options, OidcProvider provider, PublicAddress address, TimeProvider time, ILogger<OidcSignIn> logger)
{
    private const string Scope = "openid email profile";

    /// <returns>Where to send the browser.</returns>
    public async Task<Result<Uri>> BeginAsync(OidcTicket ticket, string redirect, CancellationToken cancellationToken) =>
        (await provider.DescribeAsync(cancellationToken)).Map(metadata => new Uri(QueryHelpers.AddQueryString(metadata.Authorization.AbsoluteUri, new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = options.ClientId,
            ["redirect_uri"] = redirect,
            ["scope"] = Scope,
            ["state"] = ticket.State,
            ["nonce"] = ticket.Nonce,
            ["code_challenge"] = ticket.Challenge,
            ["code_challenge_method"] = "S256",
        })));

    public string RedirectOf(string scheme, string host) => address.Of(scheme, host, WebPaths.ProviderReturn);

    public async Task<Result<ExternalIdentity>> FinishAsync(OidcTicket ticket, string code, string redirect, CancellationToken cancellationToken)
    {
        if (!(await provider.DescribeAsync(cancellationToken)).Succeeded(out var metadata, out var problem)
            || !(await provider.RedeemAsync(metadata, code, ticket.Verifier, redirect, cancellationToken)).Succeeded(out var tokens, out problem))
        {
            return problem;
        }

        return IdToken.Parse(tokens.Text("id_token")) is { } token
            ? await IdentifyAsync(metadata, token, tokens.Text("access_token"), ticket, cancellationToken)
            : Distrust("it is no statement that is signed with RS256 or ES256");
    }

    private async Task<Result<ExternalIdentity>> IdentifyAsync(OidcMetadata metadata, IdToken token, string? accessToken, OidcTicket ticket, CancellationToken cancellationToken)
    {
        if (!(await KeysAsync(metadata, token, cancellationToken)).Succeeded(out var keys, out var problem))
        {
            return problem;
        }

        if (token.FaultOf(keys, metadata.Issuer, options.ClientId, ticket.Nonce, time.GetUtcNow()) is { } fault)
        {
            return Distrust(fault);
        }

        var about = token.Claims;
        if (about.Text("email") is null && metadata.UserInfo is not null && accessToken is not null)
        {
            // Some providers keep the address out of the token.
            if (!(await provider.AskAboutAsync(metadata.UserInfo, accessToken, cancellationToken)).Succeeded(out about, out problem))
            {
                return problem;
            }

            if (about.Text("sub") != token.Claims.Text("sub"))
            {
                return Distrust("it tells of somebody else");
            }
        }

        return new ExternalIdentity(metadata.Issuer, token.Claims.Text("sub")!, about.Text("email"), IsTrue(about, "email_verified"), about.Text("name") ?? token.Claims.Text("name"));
    }

    private async Task<Result<OidcKeys>> KeysAsync(OidcMetadata metadata, IdToken token, CancellationToken cancellationToken)
    {
        var known = await provider.KeysAsync(metadata, anew: false, cancellationToken);
        return known.Succeeded(out var keys, out _) && !keys.Has(token.Algorithm, token.KeyId)
            ? await provider.KeysAsync(metadata, anew: true, cancellationToken)
            : known;
    }

    private Problem Distrust(string why)
    {
        LogDistrusted(options.Issuer, why);
        return OidcProblems.Distrusted(options.Name, why);
    }

    // Some providers write it as a string.
    private static bool IsTrue(JsonElement about, string name) =>
        about.TryGetProperty(name, out var value) && (value.ValueKind == JsonValueKind.True || (value.ValueKind == JsonValueKind.String && value.GetString() == "true"));

    [LoggerMessage(LogLevel.Warning, "A token of {Issuer} was not believed: {Why}.")]
    private partial void LogDistrusted(Uri issuer, string why);
}
