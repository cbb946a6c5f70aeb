using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Lanekeeper.Permissions.Authenticating;

/// <summary>32 random bytes in base64url, for a session's cookie or a one-time link. It is found by its hash, so it needs no id.</summary>
internal sealed class Token
{
    private const int Bytes = 32;
    private const int Length = 43;

    private readonly byte[] _secret;

    private Token(byte[] secret) => _secret = secret;

    public byte[] Hash => SHA256.HashData(_secret);

    public static Token New() => new(RandomNumberGenerator.GetBytes(Bytes));

    public static bool TryParse(string? text, [NotNullWhen(true)] out Token? token)
    {
        var secret = new byte[Bytes];
        var isToken = text is { Length: Length } && Base64Url.IsValid(text, out var length) && length == Bytes && Base64Url.TryDecodeFromChars(text, secret, out _);
        token = isToken ? new(secret) : null;
        return isToken;
    }

    /// <summary>The whole token. Named apart from <see cref="object.ToString"/>, which must never show it.</summary>
    public string Reveal() => Base64Url.EncodeToString(_secret);
}
