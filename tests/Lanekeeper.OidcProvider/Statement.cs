using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lanekeeper.OidcProvider;

/// <summary>Makes id tokens, true ones and others.</summary>
internal sealed class Statement : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _foreign = RSA.Create(2048);
    private readonly ECDsa _ellipse = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public JsonObject Keys()
    {
        var (rsa, ec) = (_key.ExportParameters(false), _ellipse.ExportParameters(false));
        return new()
        {
            ["keys"] = new JsonArray(
                new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = "rsa-1", ["alg"] = "RS256", ["n"] = Base64Url.EncodeToString(rsa.Modulus), ["e"] = Base64Url.EncodeToString(rsa.Exponent) },
                new JsonObject { ["kty"] = "EC", ["use"] = "sig", ["kid"] = "ec-1", ["crv"] = "P-256", ["x"] = Base64Url.EncodeToString(ec.Q.X), ["y"] = Base64Url.EncodeToString(ec.Q.Y) }),
        };
    }

    public string Make(OidcPerson person, Grant grant, string issuer, Lie lie, bool isEllipse, DateTimeOffset now)
    {
        var claims = new JsonObject
        {
            ["iss"] = lie == Lie.AnotherIssuer ? "https://elsewhere.example.com" : issuer,
            ["sub"] = lie == Lie.NoSubject ? null : person.Subject,
            ["aud"] = lie switch { Lie.AnotherAudience => "another-app", Lie.TwoAudiences => new JsonArray(grant.ClientId, "another-app"), _ => JsonValue.Create(grant.ClientId) },
            ["exp"] = now.AddMinutes(lie == Lie.Expired ? -2 : 5).ToUnixTimeSeconds(),
            ["iat"] = now.AddMinutes(lie == Lie.FromTheFuture ? 10 : 0).ToUnixTimeSeconds(),
            ["nonce"] = lie switch { Lie.AnotherNonce => "forged", Lie.NoNonce => null, _ => grant.Nonce },
            ["email"] = person.Email,
            ["email_verified"] = lie != Lie.UnverifiedEmail,
            ["name"] = person.Name,
        };
        var algorithm = lie switch { Lie.NotSigned => "none", Lie.SymmetricKey => "HS256", _ => isEllipse ? "ES256" : "RS256" };
        var header = new JsonObject { ["alg"] = algorithm, ["kid"] = isEllipse ? "ec-1" : "rsa-1", ["typ"] = "JWT" };
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var signature = Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed), lie, isEllipse));
        if (lie == Lie.ChangedClaims)
        {
            claims["email"] = "boss@example.com";
            signed = $"{Encode(header)}.{Encode(claims)}";
        }

        return $"{signed}.{signature}";
    }

    public void Dispose()
    {
        _key.Dispose();
        _foreign.Dispose();
        _ellipse.Dispose();
    }

    private byte[] Sign(byte[] data, Lie lie, bool isEllipse) => lie switch
    {
        Lie.NotSigned => [],
        Lie.SymmetricKey => HMACSHA256.HashData(_key.ExportParameters(false).Modulus!, data),
        Lie.AnotherKey => _foreign.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        _ when isEllipse => _ellipse.SignData(data, HashAlgorithmName.SHA256),
        _ => _key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(json));
}

/// <summary>A code that waits to be redeemed.</summary>
internal sealed record Grant(string ClientId, string Redirect, string Nonce, string Challenge, OidcPerson Person);
