namespace Lanekeeper.Models.Providing;

/// <summary>A provider may send back the key it was given. It is blotted out before anybody reads or keeps the body; the length stays.</summary>
internal static class Redaction
{
    public static byte[] Blot(byte[] body, string? secret)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return body;
        }

        var key = System.Text.Encoding.UTF8.GetBytes(secret);
        for (var at = body.AsSpan().IndexOf(key); at >= 0; at = body.AsSpan().IndexOf(key))
        {
            body.AsSpan(at, key.Length).Fill((byte)'*');
        }

        return body;
    }
}
