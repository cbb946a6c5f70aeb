using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lanekeeper.Models.Shaping;

/// <summary>
/// Narrows a schema to what strict structured output takes: objects are closed, and what is not taken becomes words in the description.
/// What cannot be narrowed without changing its meaning is not sent strictly at all.
/// </summary>
internal sealed class StrictSchema
{
    private readonly SchemaDialect _dialect;
    private bool _impossible;

    private StrictSchema(SchemaDialect dialect) => _dialect = dialect;

    public static JsonElement? Make(JsonElement schema, SchemaDialect dialect)
    {
        var maker = new StrictSchema(dialect);
        var made = maker.Schema(schema);
        maker._impossible |= made["type"] is not JsonValue type || type.GetValueKind() != JsonValueKind.String || type.GetValue<string>() != "object";
        return maker._impossible ? null : JsonSerializer.SerializeToElement(made);
    }

    private JsonObject Schema(JsonElement schema)
    {
        var made = new JsonObject();
        if (schema.ValueKind != JsonValueKind.Object)
        {
            _impossible = true;
            return made;
        }

        var said = new List<string>();
        foreach (var keyword in schema.EnumerateObject().Where(keyword => !SentSchema.IsOurs(keyword.Name)))
        {
            Add(made, keyword, said);
        }

        if (said.Count > 0)
        {
            made["description"] = $"{made["description"]?.GetValue<string>()} ({string.Join(", ", said)})".TrimStart();
        }

        Close(made);
        return made;
    }

    private void Add(JsonObject made, JsonProperty keyword, List<string> said)
    {
        switch (keyword.Name)
        {
            case "$id" or "deprecated" or "readOnly" or "writeOnly":
                break;
            case "type" or "required" or "title" or "description" or "enum" or "const":
            case "additionalProperties" when keyword.Value.ValueKind == JsonValueKind.False:
            case "$ref" when keyword.Value.ValueKind == JsonValueKind.String && keyword.Value.GetString()!.StartsWith('#'):
                made[keyword.Name] = SentSchema.Copy(keyword.Value);
                break;
            case "properties" or "$defs" when keyword.Value.ValueKind == JsonValueKind.Object:
                made[keyword.Name] = new JsonObject(keyword.Value.EnumerateObject().Select(named => KeyValuePair.Create(named.Name, (JsonNode?)Schema(named.Value))));
                break;
            case "items":
                made["items"] = Schema(keyword.Value);
                break;
            case "anyOf" when keyword.Value.ValueKind == JsonValueKind.Array:
                made["anyOf"] = new JsonArray([.. keyword.Value.EnumerateArray().Select(JsonNode (item) => Schema(item))]);
                break;
            default:
                KeepOrSay(made, keyword, said);
                break;
        }
    }

    private void KeepOrSay(JsonObject made, JsonProperty keyword, List<string> said)
    {
        var kept = keyword.Name == "format"
            ? keyword.Value.ValueKind == JsonValueKind.String && _dialect.Formats.Contains(keyword.Value.GetString()!)
            : _dialect.Kept.Contains(keyword.Name);
        if (kept)
        {
            made[keyword.Name] = SentSchema.Copy(keyword.Value);
        }
        else if (keyword.Name is "format" or "pattern" or "minLength" or "maxLength" or "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum"
            or "multipleOf" or "minItems" or "maxItems" or "uniqueItems" or "minProperties" or "maxProperties" or "default" or "examples")
        {
            said.Add($"{keyword.Name}: {keyword.Value.GetRawText()}");
        }
        else
        {
            _impossible = true;
        }
    }

    private void Close(JsonObject made)
    {
        if (made["properties"] is JsonObject properties)
        {
            made["additionalProperties"] = false;
            var required = made["required"] is JsonArray names ? names.Select(name => name?.ToString()).ToHashSet() : [];
            _impossible |= _dialect.AllRequired && !properties.All(property => required.Contains(property.Key));
        }
        else if (MayBeObject(made["type"]))
        {
            // An open object cannot be closed without changing what it means.
            _impossible = true;
        }

        _impossible |= !(made.ContainsKey("type") || made.ContainsKey("anyOf") || made.ContainsKey("$ref") || made.ContainsKey("enum") || made.ContainsKey("const"));
    }

    private static bool MayBeObject(JsonNode? type) => type switch
    {
        JsonArray several => several.Any(one => one?.ToString() == "object"),
        JsonValue one => one.ToString() == "object",
        _ => false,
    };
}
