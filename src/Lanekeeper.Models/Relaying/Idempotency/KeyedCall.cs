using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Lanekeeper.Ledger;

namespace Lanekeeper.Models.Relaying.Idempotency;

/// <summary>What a request says of itself under an <c>Idempotency-Key</c>.</summary>
internal static class KeyedCall
{
    public const string Header = "Idempotency-Key";

    private const int LongestKey = 255;

    /// <returns>The app's word for its request, or <see langword="null"/> where it gives none.</returns>
    public static string? NameOf(RelayCall call)
    {
        foreach (var (name, value) in call.Headers)
        {
            if (value.Length > 0 && name.Equals(Header, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        return null;
    }

    public static Problem? Check(string name) => name.Length <= LongestKey ? null : ModelProblems.BadIdempotencyKey(LongestKey);

    public static KeyedRequest Of(RelayCall call, string name, Guid id, DateTimeOffset deadline) =>
        new(call.Key.Id, SHA256.HashData(Encoding.UTF8.GetBytes(name)), Fingerprint(call), id, deadline);

    /// <summary>The call as it is sent on. All apps share the provider's account, so what goes up is of this app's key alone; it is the same with each try.</summary>
    public static RelayCall Prepare(RelayCall call, string name, Guid id)
    {
        var digest = SHA256.HashData([.. call.Key.Id.ToByteArray(), .. Encoding.UTF8.GetBytes(name)]);
        var headers = call.Headers.Where(header => !header.Key.Equals(Header, StringComparison.OrdinalIgnoreCase)).ToList();
        headers.Add(new(Header, $"lanekeeper-{Convert.ToHexStringLower(digest.AsSpan(0, 16))}"));
        return call with { FirstId = id, Headers = headers };
    }

    private static byte[] Fingerprint(RelayCall call)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(digest, Encoding.UTF8.GetBytes(call.Kind.ToString()));
        Append(digest, Encoding.UTF8.GetBytes(call.Workflow ?? ""));
        Append(digest, Encoding.UTF8.GetBytes(call.Query));
        Append(digest, call.Body);
        return digest.GetHashAndReset();
    }

    // With its length, so that no two requests run together into the same bytes.
    private static void Append(IncrementalHash digest, byte[] part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        digest.AppendData(length);
        digest.AppendData(part);
    }
}
