using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lanekeeper.Models.Shaping;

/// <summary>
/// A schema as the helpers of one provider's SDK write it, in words that the other's strict output knows: named types under <c>$defs</c>, no <c>id</c>,
/// and at OpenAI a type beside literals.
/// </summary>
internal sealed class HelperSchema(SchemaDialect dialect)
{
    private const string Older = "definitions";
    private const string OlderRef = "#/definitions/";

    // What is said in a description is read there as it is written here.
    private static readonly JsonSerializerOptions AsTyped = new() { Encoder = SentSchema.Plain.Encoder };

    public JsonElement Plain(JsonElement schema)
    {
        var made = Schema(schema);
        if (made[Older] is JsonObject named)
        {
            made.Remove(Older);

            // The same name in both is an ArgumentException: which of the two is meant cannot be told.
            made["$defs"] = made["$defs"] is not JsonObject own ? named : new JsonObject([.. Taken(own), .. Taken(named)]);
        }

        return JsonSerializer.SerializeToElement(made, AsTyped);
    }

    private JsonNode? Any(JsonElement schema) => schema.ValueKind == JsonValueKind.Object ? Schema(schema) : SentSchema.Copy(schema);

    private JsonObject Schema(JsonElement schema)
    {
        var made = new JsonObject();
        if (dialect == SchemaDialect.OpenAi && !schema.TryGetProperty("type", out _) && TypeOf(schema) is { } type)
        {
            made["type"] = type;
        }

        foreach (var keyword in schema.EnumerateObject())
        {
            if (keyword is not { Name: "id", Value.ValueKind: JsonValueKind.String })
            {
                made[keyword.Name] = Value(keyword);
            }
        }

        return made;
    }

    private JsonNode? Value(JsonProperty keyword) => keyword switch
    {
        { Name: "properties" or "$defs" or Older, Value.ValueKind: JsonValueKind.Object } =>
            new JsonObject(keyword.Value.EnumerateObject().Select(named => KeyValuePair.Create(named.Name, Any(named.Value)))),
        { Name: "anyOf", Value.ValueKind: JsonValueKind.Array } => new JsonArray([.. keyword.Value.EnumerateArray().Select(Any)]),
        { Name: "items" } => Any(keyword.Value),
        { Name: "$ref", Value.ValueKind: JsonValueKind.String } when keyword.Value.GetString() is { } path && path.StartsWith(OlderRef, StringComparison.Ordinal) =>
            $"#/$defs/{path[OlderRef.Length..]}",
        _ => SentSchema.Copy(keyword.Value),
    };

    private static JsonNode? TypeOf(JsonElement schema)
    {
        JsonElement[] literals = schema.TryGetProperty("const", out var one) ? [one]
            : schema.TryGetProperty("enum", out var several) && several.ValueKind == JsonValueKind.Array ? [.. several.EnumerateArray()]
            : [];
        var types = literals.Select(TypeOfLiteral).Distinct().ToList();
        if (types.Contains("number"))
        {
            types.Remove("integer");
        }

        return types.Count == 0 || types.Contains(null) ? null
            : types.Count == 1 ? types[0]
            : new JsonArray([.. types.Select(type => (JsonNode?)type)]);
    }

    // Neither a list nor an object is a literal to strict output.
    private static string? TypeOfLiteral(JsonElement literal) => literal.ValueKind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Null => "null",
        JsonValueKind.Number => literal.TryGetInt64(out _) ? "integer" : "number",
        _ => null,
    };

    // A node has one parent.
    private static List<KeyValuePair<string, JsonNode?>> Taken(JsonObject named)
    {
        var all = named.ToList();
        named.Clear();
        return all;
    }
}
