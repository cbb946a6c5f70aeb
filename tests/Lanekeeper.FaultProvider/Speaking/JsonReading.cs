using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>Reading what may be anything, and writing as providers do.</summary>
internal static class JsonReading
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Bytes(object value) => JsonSerializer.SerializeToUtf8Bytes(value, Relaxed);

    public static JsonNode Node(object value) => JsonSerializer.SerializeToNode(value, Relaxed)!;

    public static byte[] WithBlanks(byte[] body, int blanks)
    {
        var longer = new byte[body.Length + blanks];
        longer.AsSpan(body.Length).Fill((byte)' ');
        body.CopyTo(longer, 0);
        return longer;
    }

    public static byte[] Event(string? name, object value)
    {
        var data = JsonSerializer.Serialize(value, Relaxed);
        return Encoding.UTF8.GetBytes(name is null ? $"data: {data}\n\n" : $"event: {name}\ndata: {data}\n\n");
    }

    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    public static JsonElement? Get(this JsonElement? element, string name) => element?.Get(name);

    public static string? Text(this JsonElement? element) => element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static bool IsTrue(this JsonElement? element) => element is { ValueKind: JsonValueKind.True };

    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <returns>The words of a message's content: a string, or the text parts of an array.</returns>
    public static string Words(this JsonElement message) =>
        message.Get("content") is { ValueKind: JsonValueKind.String } text
            ? text.GetString()!
            : string.Join('\n', message.Get("content").Items().Select(part => part.Get("text").Text()).OfType<string>());

    /// <returns>The words of the last message that a user wrote.</returns>
    public static string LastUserText(JsonElement? messages)
    {
        JsonElement? last = null;
        foreach (var message in messages.Items())
        {
            last = message.Get("role").Text() == "user" ? message : last;
        }

        return last?.Words() ?? "";
    }

    public static int TokensOf(JsonElement? text, JsonElement? more = null) =>
        Tokens((text is { } first ? JsonMarshal.GetRawUtf8Value(first).Length : 0) + (more is { } second ? JsonMarshal.GetRawUtf8Value(second).Length : 0));

    /// <summary>About four bytes of English to a token.</summary>
    public static int Tokens(int bytes) => Math.Max(1, (bytes + 3) / 4);

    /// <returns>The text in pieces such as a model's tokens: words with the space before them.</returns>
    public static IEnumerable<string> Pieces(string text)
    {
        var start = 0;
        for (var at = 1; at <= text.Length; at++)
        {
            var atWord = at == text.Length || (char.IsWhiteSpace(text[at]) && !char.IsWhiteSpace(text[at - 1]));
            var tooLong = at - start >= 4096 && !char.IsLowSurrogate(text[Math.Min(at, text.Length - 1)]);
            if (atWord || tooLong)
            {
                yield return text[start..at];
                start = at;
            }
        }
    }
}
