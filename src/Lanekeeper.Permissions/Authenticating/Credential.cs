using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Lanekeeper.Permissions.Authenticating;

/// <summary>A key as its owner holds it: <c>lk_</c>, the public id in 32 hexadecimal digits, <c>_</c>, and 32 random bytes in base64url.</summary>
internal sealed record Credential(Guid KeyId, byte[] Secret)
{
    private const string Prefix = "lk_";
    private const int IdLength = 32;
    private const int SecretBytes = 32;
    private const int SecretLength = 43;
    private const int SecretStart = 3 + IdLength + 1;

    public byte[] SecretHash => SHA256.HashData(Secret);

    public static Credential New(TimeProvider time) => new(Id.New(time), RandomNumberGenerator.GetBytes(SecretBytes));

    public static bool TryParse(string text, [NotNullWhen(true)] out Credential? credential)
    {
        credential = null;
        if (text.Length != SecretStart + SecretLength || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[SecretStart - 1] != '_')
        {
            return false;
        }

        var secret = new byte[SecretBytes];
        if (!Guid.TryParseExact(text.AsSpan(Prefix.Length, IdLength), "N", out var id)
            || !Base64Url.IsValid(text.AsSpan(SecretStart), out var length)
            || length != SecretBytes
            || !Base64Url.TryDecodeFromChars(text.AsSpan(SecretStart), secret, out _))
        {
            return false;
        }

        credential = new(id, secret);
        return true;
    }

    /// <summary>The whole key. Named apart from <see cref="ToString"/>, which must never show it.</summary>
    public string Reveal() => $"{Prefix}{KeyId:N}_{Base64Url.EncodeToString(Secret)}";

    public override string ToString() => $"key {KeyId}";
}
