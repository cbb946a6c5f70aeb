using System.Text.Json;

namespace Lanekeeper.Models.Providing;

/// <summary>Reading bodies that may hold anything.</summary>
internal static class JsonReading
{
    /// <returns><see langword="null"/> when it is no JSON object.</returns>
    public static JsonElement? Object(byte[] body)
    {
        try
        {
            var root = JsonElement.Parse(body);
            return root.ValueKind == JsonValueKind.Object ? root : null;
        }
        catch (JsonException)
        {
            // A body that is no JSON is an expected answer of a broken provider; the caller says so.
            return null;
        }
    }

    public static JsonElement? Get(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    public static JsonElement? Get(this JsonElement? value, string name) => value?.Get(name);

    public static string? Text(this JsonElement? value)
    {
        try
        {
            return value is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // An escape that is half a character: nothing that could be read or written down as text.
            return null;
        }
    }

    /// <returns>A count of tokens; <see langword="null"/> when it is missing or no such number.</returns>
    public static long? Count(this JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) && count >= 0 ? count : null;

    public static IEnumerable<JsonElement> Items(this JsonElement? value) => value is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];
}
