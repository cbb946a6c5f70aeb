using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lanekeeper.Web.SignIn.Oidc;

/// <summary>A signed statement of the provider about somebody (OpenID Connect Core 1.0, 3.1.3.7).</summary>
internal sealed record IdToken(string Algorithm, string? KeyId, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    private const int Longest = 64 * 1024;
    private const long Skew = 60;

    private static readonly string[] Algorithms = ["RS256", "ES256"];

    /// <returns><see langword="null"/> when this is no token, or one whose signature we do not know how to check.</returns>
    public static IdToken? Parse(string? text)
    {
        if (text is not { Length: > 0 and <= Longest } || text.Split('.') is not [var head, var body, var seal] || !Base64Url.IsValid(head) || !Base64Url.IsValid(body) || !Base64Url.IsValid(seal))
        {
            return null;
        }

        try
        {
            var (header, claims) = (JsonElement.Parse(Base64Url.DecodeFromChars(head)), JsonElement.Parse(Base64Url.DecodeFromChars(body)));
            return header.Text("alg") is { } algorithm && Algorithms.Contains(algorithm) && !header.TryGetProperty("crit", out _) && claims.ValueKind == JsonValueKind.Object
                ? new(algorithm, header.Text("kid"), claims, Encoding.ASCII.GetBytes($"{head}.{body}"), Base64Url.DecodeFromChars(seal))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>Why it must not be believed, or <see langword="null"/>.</returns>
    public string? FaultOf(OidcKeys keys, string issuer, string clientId, string nonce, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds();
        return !keys.Verifies(Algorithm, KeyId, Signed, Signature) ? "its signature does not fit"
            : Claims.Text("iss") != issuer ? "it comes from another issuer"
            : !IsFor(clientId) ? "it is meant for another application"
            : Claims.Number("exp") is not { } end || end + Skew <= seconds ? "it has expired"
            : Claims.Number("nbf") > seconds + Skew || Claims.Number("iat") > seconds + Skew ? "it is from the future"
            : !IsSame(Claims.Text("nonce"), nonce) ? "it answers another sign-in"
            : string.IsNullOrEmpty(Claims.Text("sub")) ? "it does not say whom it is about"
            : null;
    }

    private bool IsFor(string clientId)
    {
        var party = Claims.Text("azp");
        return Claims.TryGetProperty("aud", out var audience) && audience.ValueKind switch
        {
            JsonValueKind.String => audience.GetString() == clientId && (party is null || party == clientId),
            JsonValueKind.Array => audience.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.String && one.GetString() == clientId)
                && (party is null ? audience.GetArrayLength() == 1 : party == clientId),
            _ => false,
        };
    }

    private static bool IsSame(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
