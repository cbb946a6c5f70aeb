using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Lanekeeper.Web.SignIn.Oidc;

/// <summary>The provider's public keys (RFC 7517); of their kinds we take RSA with SHA-256 and P-256.</summary>
internal sealed class OidcKeys(JsonElement document)
{
    private const int MostKeys = 50;
    private const int FewestRsaBits = 2048;

    /// <returns>Whether there is a key that the token may mean.</returns>
    public bool Has(string algorithm, string? keyId) => Fitting(algorithm, keyId).Any();

    public bool Verifies(string algorithm, string? keyId, byte[] signed, byte[] signature) =>
        Fitting(algorithm, keyId).Any(key => algorithm == "RS256" ? VerifiesRsa(key, signed, signature) : VerifiesEllipse(key, signed, signature));

    private IEnumerable<JsonElement> Fitting(string algorithm, string? keyId)
    {
        var kind = algorithm switch { "RS256" => "RSA", "ES256" => "EC", _ => null };
        return kind is null || document.ValueKind != JsonValueKind.Object || !document.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array
            ? []
            : keys.EnumerateArray().Take(MostKeys).Where(key =>
                key.Text("kty") == kind && key.Text("use") is null or "sig" && (key.Text("alg") ?? algorithm) == algorithm && (keyId is null || key.Text("kid") == keyId));
    }

    private static bool VerifiesRsa(JsonElement key, byte[] signed, byte[] signature)
    {
        if (Bytes(key, "n") is not { } modulus || Bytes(key, "e") is not { } exponent)
        {
            return false;
        }

        try
        {
            using var rsa = RSA.Create(new RSAParameters { Modulus = modulus, Exponent = exponent });
            return rsa.KeySize >= FewestRsaBits && rsa.VerifyData(signed, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            // A key that is none verifies nothing.
            return false;
        }
    }

    private static bool VerifiesEllipse(JsonElement key, byte[] signed, byte[] signature)
    {
        if (key.Text("crv") != "P-256" || Bytes(key, "x") is not { } x || Bytes(key, "y") is not { } y)
        {
            return false;
        }

        try
        {
            using var ellipse = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return ellipse.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        catch (CryptographicException)
        {
            // A point that is not on the curve verifies nothing.
            return false;
        }
    }

    private static byte[]? Bytes(JsonElement key, string name) =>
        key.Text(name) is { } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : null;
}
