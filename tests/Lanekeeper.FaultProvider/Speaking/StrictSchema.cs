using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>The demands of strict structured output that schemas most often miss.</summary>
internal static class StrictSchema
{
    /// <returns>What is amiss, in OpenAI's words, or <see langword="null"/>.</returns>
    public static string? Fault(JsonElement schema) => Fault(schema, []);

    private static string? Fault(JsonElement schema, IReadOnlyList<string> path)
    {
        var context = $"In context=({string.Join(", ", path.Select(step => $"'{step}'"))})";
        if (schema.Get("type") is null && schema.Get("anyOf") is null && schema.Get("$ref") is null)
        {
            return $"{context}, schema must have a 'type' key.";
        }

        return (schema.Get("properties") is { ValueKind: JsonValueKind.Object } properties ? FaultOfObject(schema, properties, context) : null)
            ?? Parts(schema).Select(part => Fault(part.Schema, [.. path, .. part.Path])).FirstOrDefault(fault => fault is not null);
    }

    private static string? FaultOfObject(JsonElement schema, JsonElement properties, string context)
    {
        if (schema.Get("additionalProperties") is not { ValueKind: JsonValueKind.False })
        {
            return $"{context}, 'additionalProperties' is required to be supplied and to be false.";
        }

        var required = schema.Get("required").Items().Select(item => ((JsonElement?)item).Text()).ToHashSet();
        var missing = properties.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !required.Contains(name));
        return missing is null ? null : $"{context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'.";
    }

    private static IEnumerable<(string[] Path, JsonElement Schema)> Parts(JsonElement schema) =>
    [
        .. Named(schema, "properties"),
        .. Named(schema, "$defs"),
        .. schema.Get("anyOf").Items().Select((item, at) => ((string[])["anyOf", $"{at}"], item)),
        .. schema.Get("items") is { } items ? [(["items"], items)] : Array.Empty<(string[], JsonElement)>(),
    ];

    private static IEnumerable<(string[] Path, JsonElement Schema)> Named(JsonElement schema, string keyword) =>
        schema.Get(keyword) is { ValueKind: JsonValueKind.Object } named ? named.EnumerateObject().Select(one => ((string[])[keyword, one.Name], one.Value)) : [];
}
