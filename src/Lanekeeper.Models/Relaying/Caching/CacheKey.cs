using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lanekeeper.Models.Relaying.Caching;

/// <summary>What an answer hangs on: the workflow, whom the provider is asked for, and all that it is sent but what differs from call to call.</summary>
internal static class CacheKey
{
    public static byte[] Of(RelayRequest request)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(digest, request.Origin.Workflow);
        Append(digest, request.Kind.ToString());
        Append(digest, request.Target.Route);
        Append(digest, request.Provider);
        Append(digest, request.Target.Model.Model);
        Append(digest, request.Address.AbsoluteUri);
        Append(digest, request.TakesUsageOut ? "without usage" : "");
        foreach (var (name, value) in request.Headers.Where(header => Matters(header.Key)).OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase))
        {
            Append(digest, name.ToLowerInvariant());
            Append(digest, value);
        }

        Append(digest, request.Body);
        if (request.IsTranslated)
        {
            // What the app asked shapes its answer, though the provider is asked the same.
            Append(digest, request.Call.Body);
        }

        return digest.GetHashAndReset();
    }

    // Versions and betas change what is answered; ids, traces and the app's name of itself do not.
    private static bool Matters(string name) =>
        name.StartsWith("anthropic-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("openai-", StringComparison.OrdinalIgnoreCase);

    private static void Append(IncrementalHash digest, string part) => Append(digest, Encoding.UTF8.GetBytes(part));

    // With its length, so that no two requests run together into the same bytes.
    private static void Append(IncrementalHash digest, byte[] part)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
        digest.AppendData(length);
        digest.AppendData(part);
    }
}
