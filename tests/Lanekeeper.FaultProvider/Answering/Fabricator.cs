using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Answering;

/// <summary>Makes up the plainest instance of a simple schema: the first of an enum, the least number, one item. Always the same one.</summary>
internal sealed class Fabricator
{
    private const int MaxDepth = 16;

    private readonly JsonElement _root;
    private int _valuesLeft = 10_000;

    private Fabricator(JsonElement root) => _root = root;

    public static JsonNode? Make(JsonElement schema) => new Fabricator(schema).Make(schema, "value", 0);

    private JsonNode? Make(JsonElement schema, string name, int depth)
    {
        if (depth > MaxDepth || --_valuesLeft < 0 || schema.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (schema.TryGetProperty("const", out var fixedValue))
        {
            return Copy(fixedValue);
        }

        if ((schema.Get("enum") ?? schema.Get("examples")).Items().Cast<JsonElement?>().FirstOrDefault() is { } first)
        {
            return Copy(first);
        }

        if (schema.Get("default") is { } usual)
        {
            return Copy(usual);
        }

        return Elsewhere(schema) is { } other ? Make(other, name, depth + 1) : ByType(schema, name, depth);
    }

    /// <returns>The schema that this one points to: a local reference, or the first way that is not null.</returns>
    private JsonElement? Elsewhere(JsonElement schema)
    {
        if (schema.Get("$ref").Text() is { } reference)
        {
            return reference == "#" ? _root : reference.TrimStart('#', '/').Split('/').Aggregate((JsonElement?)_root, (at, step) => at.Get(step));
        }

        return (schema.Get("anyOf") ?? schema.Get("oneOf") ?? schema.Get("allOf")).Items().Cast<JsonElement?>().FirstOrDefault(way => way.Get("type").Text() != "null");
    }

    private JsonNode? ByType(JsonElement schema, string name, int depth) => TypeOf(schema) switch
    {
        "object" => MakeObject(schema, depth),
        "array" => MakeArray(schema, name, depth),
        "string" => MakeString(schema, name),
        "integer" => Least(schema, 1, whole: true),
        "number" => Least(schema, 0.5m, whole: false),
        "boolean" => false,
        _ => null,
    };

    private static string? TypeOf(JsonElement schema)
    {
        var type = schema.Get("type");
        var names = type is { ValueKind: JsonValueKind.Array } ? type.Items().Select(item => ((JsonElement?)item).Text()) : [type.Text()];
        return names.FirstOrDefault(candidate => candidate is not (null or "null")) ?? (schema.Get("properties") is null ? null : "object");
    }

    private JsonObject MakeObject(JsonElement schema, int depth)
    {
        var made = new JsonObject();
        if (schema.Get("properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                made[property.Name] = Make(property.Value, property.Name, depth + 1);
            }
        }

        return made;
    }

    private JsonArray MakeArray(JsonElement schema, string name, int depth)
    {
        var most = (int)Math.Clamp(Number(schema, "maxItems") ?? 1000, 0, 1000);
        var count = Math.Min(most, (int)Math.Clamp(Number(schema, "minItems") ?? 1, 1, 1000));
        return schema.Get("items") is { } items ? [.. Enumerable.Range(0, count).Select(_ => Make(items, name, depth + 1))] : [];
    }

    private static string MakeString(JsonElement schema, string name)
    {
        var text = schema.Get("format").Text() switch
        {
            "date" => "2026-01-15",
            "date-time" => "2026-01-15T09:30:00Z",
            "time" => "09:30:00Z",
            "email" => "customer@example.com",
            "uri" => "https://example.com/",
            "uuid" => "01900000-0000-7000-8000-000000000000",
            _ => $"A made-up {name.Replace('_', ' ')}.",
        };
        var least = (int)Math.Clamp(Number(schema, "minLength") ?? 0, 0, 100_000);
        var most = (int)Math.Clamp(Number(schema, "maxLength") ?? int.MaxValue, 0, int.MaxValue);
        return text.PadRight(least, '.')[..Math.Min(most, Math.Max(least, text.Length))];
    }

    private static JsonValue Least(JsonElement schema, decimal usual, bool whole)
    {
        var least = Number(schema, "minimum") ?? Number(schema, "exclusiveMinimum") + (whole ? 1 : 0.001m);
        var most = Number(schema, "maximum") ?? Number(schema, "exclusiveMaximum") - (whole ? 1 : 0.001m);
        var value = Math.Min(Math.Max(usual, least ?? usual), most ?? decimal.MaxValue);
        return whole ? JsonValue.Create((long)decimal.Truncate(value)) : JsonValue.Create(value);
    }

    private static decimal? Number(JsonElement schema, string name) =>
        schema.Get(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value) && Math.Abs(value) < long.MaxValue ? value : null;

    private static JsonNode? Copy(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
