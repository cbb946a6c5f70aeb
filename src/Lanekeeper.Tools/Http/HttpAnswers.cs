using System.Text;
using System.Text.Json;

namespace Lanekeeper.Tools.Http;

/// <summary>Reads an answer from outside: bounded, and whatever its bytes are.</summary>
internal static class HttpAnswers
{
    public const int Most = 1024 * 1024;
    private const int ExcerptLength = 300;

    public static async Task<Body> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[Most + 1];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return new(Encoding.UTF8.GetString(buffer, 0, Math.Min(length, Most)).Replace('\0', '\uFFFD'), length > Most);
    }

    /// <summary><c>{"status": 200, "json": ...}</c>, or <c>"text"</c> where the body is no JSON.</summary>
    public static JsonElement ToOutput(int status, Body body)
    {
        try
        {
            using var json = JsonDocument.Parse(body.Text);
            return JsonSerializer.SerializeToElement(new { status, json = json.RootElement });
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(new { status, text = body.Text });
        }
    }

    internal sealed record Body(string Text, bool IsCut)
    {
        public string Excerpt => Text.Length <= ExcerptLength ? Text : Text[..ExcerptLength] + " ...";
    }
}
