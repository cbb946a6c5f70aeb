using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Shaping;

/// <summary>An output schema as it is sent: without what concerns only us, and in the shape that strict structured output takes where that can be.</summary>
internal static class SentSchema
{
    /// <summary>How bodies are written: as people would type them.</summary>
    public static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const int LongestName = 64;

    /// <summary>The schema without <c>x-</c> keywords, <c>$schema</c> and its own <c>$id</c>.</summary>
    public static JsonElement Clean(JsonElement schema)
    {
        var clean = Cleaned(schema, atRoot: true);
        return JsonSerializer.SerializeToElement(clean);
    }

    /// <returns><see langword="null"/> where strict structured output cannot express it; what it does express is never wider than the schema but by what we check.</returns>
    public static JsonElement? Strict(JsonElement schema, SchemaDialect dialect)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        try
        {
            return StrictSchema.Make(new HelperSchema(dialect).Plain(schema), dialect);
        }
        catch (Exception odd) when (odd is JsonException or InvalidOperationException or ArgumentException)
        {
            // A description that is no text, a member declared twice, or too deep a schema: nothing that any provider would take.
            return null;
        }
    }

    /// <summary>For models that take no schema beside the messages.</summary>
    public static string Instructions(SchemaFile output) =>
        $"Answer with one JSON object and nothing else, no explanation and no code fence. It must match this JSON Schema:\n{Clean(output.Json).GetRawText()}";

    public static string NameOf(SchemaFile output)
    {
        var name = string.Concat(Path.GetFileNameWithoutExtension(output.Path).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));
        return name.Length == 0 ? "output" : name[..Math.Min(name.Length, LongestName)];
    }

    internal static bool IsOurs(string keyword) => keyword is "$schema" or "$comment" || keyword.StartsWith("x-", StringComparison.Ordinal);

    private static JsonNode? Cleaned(JsonElement schema, bool atRoot) => schema.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(schema.EnumerateObject()
            .Where(keyword => !IsOurs(keyword.Name) && !(atRoot && keyword.Name == "$id"))
            .Select(keyword => KeyValuePair.Create(keyword.Name, CleanedKeyword(keyword)))),
        JsonValueKind.Array => new JsonArray([.. schema.EnumerateArray().Select(item => Cleaned(item, atRoot: false))]),
        _ => Copy(schema),
    };

    private static JsonNode? CleanedKeyword(JsonProperty keyword) => keyword.Name switch
    {
        // Values, in which nothing is a keyword.
        "enum" or "const" or "default" or "examples" => Copy(keyword.Value),

        // Names given by the author, each with a schema.
        "properties" or "patternProperties" or "$defs" or "definitions" or "dependentSchemas" when keyword.Value.ValueKind == JsonValueKind.Object =>
            new JsonObject(keyword.Value.EnumerateObject().Select(named => KeyValuePair.Create(named.Name, Cleaned(named.Value, atRoot: false)))),
        _ => Cleaned(keyword.Value, atRoot: false),
    };

    internal static JsonNode? Copy(JsonElement value) => JsonSerializer.SerializeToNode(value);
}
