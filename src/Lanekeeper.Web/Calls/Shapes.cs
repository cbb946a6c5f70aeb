using System.Text.Json;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Calls;

/// <summary>Values of JSON that may have any shape: what is not there, or is something else, is nothing.</summary>
internal static class Shapes
{
    public static JsonElement? Get(JsonElement? from, string name) => from is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var value) ? value : null;

    public static string? Text(JsonElement? from, string name) => Get(from, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    public static long Number(JsonElement? from, string name) => Get(from, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : 0;

    public static IReadOnlyList<JsonElement> Items(JsonElement? from, string name) => Items(Get(from, name));

    public static IReadOnlyList<JsonElement> Items(JsonElement? list) => list is { ValueKind: JsonValueKind.Array } known ? [.. known.EnumerateArray()] : [];

    /// <returns>The words of a content: a text, or the texts of its parts with a mark for what is no text.</returns>
    public static string? Said(JsonElement? content) => content switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } => Said(Items(content)),
        null or { ValueKind: JsonValueKind.Null } => null,
        { } other => other.GetRawText(),
    };

    public static string Said(IEnumerable<JsonElement> parts) => string.Join("\n\n", parts.Select(part => Text(part, "text") ?? $"[{Text(part, "type") ?? "part"}]"));

    public static string? Pretty(string? json) => json is null ? null : JsonText.Read(json) is { } value ? JsonText.Write(value) : json;

    public static TurnKind Kind(string? role) => role switch
    {
        "system" or "developer" => TurnKind.System,
        "assistant" => TurnKind.Assistant,
        "tool" or "function" => TurnKind.ToolResult,
        _ => TurnKind.User,
    };
}
