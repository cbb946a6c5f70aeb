using System.Diagnostics.CodeAnalysis;

namespace Lanekeeper.Models.Providing;

/// <summary>A provider may send back the key it was given. It is blotted out before anybody reads or keeps the body; the length stays.</summary>
internal static class Redaction
{
    // Local servers are given words such as "none" for a key, which stand in many an answer.
    private const int ShortestSecret = 16;

    public static bool IsSecret([NotNullWhen(true)] string? key) => key?.Length >= ShortestSecret;

    public static byte[] Blot(byte[] body, string? secret)
    {
        if (!IsSecret(secret))
        {
            return body;
        }

        var key = System.Text.Encoding.UTF8.GetBytes(secret);
        var left = body.AsSpan();
        for (var at = left.IndexOf(key); at >= 0; at = left.IndexOf(key))
        {
            left.Slice(at, key.Length).Fill((byte)'*');
            left = left[(at + key.Length)..];
        }

        return body;
    }

    [return: NotNullIfNotNull(nameof(words))]
    public static string? Blot(string? words, string? secret) => IsSecret(secret) ? words?.Replace(secret, "****", StringComparison.Ordinal) : words;
}
