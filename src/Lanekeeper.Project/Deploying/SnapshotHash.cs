using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Lanekeeper.Project.Deploying;

/// <summary>The name of a snapshot: a digest over the sorted paths and contents, each with its length, so that no two projects read alike.</summary>
internal static class SnapshotHash
{
    public static string Of(ProjectFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var path in files.Contents.Keys.Order(StringComparer.Ordinal))
        {
            Append(hash, Encoding.UTF8.GetBytes(path));
            Append(hash, files.Contents[path].Span);
        }

        return Say(hash.GetHashAndReset());
    }

    public static string OfFile(ReadOnlySpan<byte> content) => Say(SHA256.HashData(content));

    private static void Append(IncrementalHash hash, ReadOnlySpan<byte> part)
    {
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }

    private static string Say(byte[] digest) => $"sha256:{Convert.ToHexStringLower(digest)}";
}
