using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>The two demands of strict structured output that schemas most often miss.</summary>
internal static class StrictSchema
{
    /// <returns>What is amiss, in OpenAI's words, or <see langword="null"/>.</returns>
    public static string? Fault(JsonElement schema) => Fault(schema, []);

    private static string? Fault(JsonElement schema, IReadOnlyList<string> path)
    {
        if (schema.Get("properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            var context = $"In context=({string.Join(", ", path.Select(step => $"'{step}'"))})";
            if (schema.Get("additionalProperties") is not { ValueKind: JsonValueKind.False })
            {
                return $"{context}, 'additionalProperties' is required to be supplied and to be false.";
            }

            var required = schema.Get("required").Items().Select(item => ((JsonElement?)item).Text()).ToHashSet();
            var missing = properties.EnumerateObject().Select(property => property.Name).FirstOrDefault(name => !required.Contains(name));
            if (missing is not null)
            {
                return $"{context}, 'required' is required to be supplied and to be an array including every key in properties. Missing '{missing}'.";
            }

            return properties.EnumerateObject().Select(property => Fault(property.Value, [.. path, "properties", property.Name])).FirstOrDefault(fault => fault is not null);
        }

        return schema.Get("items") is { } items ? Fault(items, [.. path, "items"]) : null;
    }
}
