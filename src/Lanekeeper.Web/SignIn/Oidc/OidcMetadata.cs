using System.Text.Json;

namespace Lanekeeper.Web.SignIn.Oidc;

/// <summary>What the provider says of itself (OpenID Connect Discovery 1.0).</summary>
/// <param name="UserInfo"><see langword="null"/> where there is none.</param>
/// <param name="PostsSecret">Whether the client's secret goes into the form, because the provider does not take it in a header.</param>
internal sealed record OidcMetadata(string Issuer, Uri Authorization, Uri Token, Uri Keys, Uri? UserInfo, bool PostsSecret)
{
    /// <returns><see langword="null"/> when it is not what was configured, or lacks something.</returns>
    public static OidcMetadata? Read(JsonElement document, Uri configured)
    {
        var issuer = document.Text("issuer");
        var (authorization, token, keys) = (Endpoint(document, "authorization_endpoint", configured), Endpoint(document, "token_endpoint", configured), Endpoint(document, "jwks_uri", configured));
        return issuer?.TrimEnd('/') == configured.OriginalString.TrimEnd('/') && authorization is not null && token is not null && keys is not null
            ? new(issuer, authorization, token, keys, Endpoint(document, "userinfo_endpoint", configured), PostsSecretOf(document))
            : null;
    }

    // Only a provider on this machine, for trying it out, may do without TLS.
    private static Uri? Endpoint(JsonElement document, string name, Uri configured) =>
        Uri.TryCreate(document.Text(name), UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || (configured.IsLoopback && url.IsLoopback && url.Scheme == Uri.UriSchemeHttp)) ? url : null;

    private static bool PostsSecretOf(JsonElement document) =>
        document.TryGetProperty("token_endpoint_auth_methods_supported", out var methods)
        && methods.ValueKind == JsonValueKind.Array
        && methods.EnumerateArray().Select(method => method.ToString()).ToList() is var all
        && all.Contains("client_secret_post")
        && !all.Contains("client_secret_basic");
}

internal static class JsonFields
{
    /// <returns>The member's string, or <see langword="null"/> when it is none.</returns>
    public static string? Text(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <returns>The member's whole number, or <see langword="null"/> when it is none.</returns>
    public static long? Number(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && Math.Abs(number) < 1e12
            ? (long)number
            : null;
}
