using System.Text.Json;
using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>
/// A schema as one flat thing: itself, what it refers to within the document, all of its <c>allOf</c> and the first branch of its <c>anyOf</c> or
/// <c>oneOf</c> that is not null. A keyword is taken from the first of them that has it.
/// </summary>
internal sealed class SchemaView
{
    private const int Deepest = 8;

    private readonly List<JsonElement> _layers = [];
    private readonly JsonElement _root;
    private bool _nullBranch;

    public SchemaView(JsonElement schema, JsonElement root)
    {
        _root = root;
        Collect(schema, 0);
    }

    /// <summary>The types that are allowed, null left out; none where the schema does not say.</summary>
    public IReadOnlyList<string> Types => [.. AllTypes.Where(type => type != "null")];

    public bool Nullable => _nullBranch || AllTypes.Contains("null") || (Get("enum") is { ValueKind: JsonValueKind.Array } values && values.EnumerateArray().Any(value => value.ValueKind == JsonValueKind.Null));

    public bool Allows(string type) => Types is { Count: > 0 } types ? types.Contains(type) : true;

    public JsonElement? Get(string keyword)
    {
        foreach (var layer in _layers)
        {
            if (layer.TryGetProperty(keyword, out var value))
            {
                return value;
            }
        }

        return null;
    }

    public string? Text(string keyword) => Get(keyword) is { } value ? JsonText.Of(value) : null;

    public decimal? Number(string keyword) => Get(keyword) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) ? number : null;

    public int? Count(string keyword) => Number(keyword) is { } number ? (int)Math.Clamp(number, 0, int.MaxValue) : null;

    /// <summary>A member of <c>x-lanekeeper</c>.</summary>
    public JsonElement? Hint(string name)
    {
        foreach (var layer in _layers)
        {
            if (layer.TryGetProperty("x-lanekeeper", out var hints) && hints.ValueKind == JsonValueKind.Object && hints.TryGetProperty(name, out var hint))
            {
                return hint;
            }
        }

        return null;
    }

    public string? HintText(string name) => Hint(name) is { } hint ? JsonText.Of(hint) : null;

    public SchemaView Of(JsonElement part) => new(part, _root);

    private IEnumerable<string> AllTypes => Get("type") switch
    {
        { ValueKind: JsonValueKind.String } type => [JsonText.Of(type)!],
        { ValueKind: JsonValueKind.Array } types => types.EnumerateArray().Select(JsonText.Of).OfType<string>(),
        _ => [],
    };

    private void Collect(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth > Deepest)
        {
            return;
        }

        _layers.Add(schema);
        if (schema.TryGetProperty("$ref", out var reference) && Resolve(JsonText.Of(reference)) is { } target)
        {
            Collect(target, depth + 1);
        }

        foreach (var part in Parts(schema, "allOf"))
        {
            Collect(part, depth + 1);
        }

        foreach (var keyword in (ReadOnlySpan<string>)["anyOf", "oneOf"])
        {
            var branches = Parts(schema, keyword).ToLookup(IsNull);
            _nullBranch |= branches[true].Any();
            if (branches[false].Any())
            {
                Collect(branches[false].First(), depth + 1);
            }
        }
    }

    private JsonElement? Resolve(string? reference) => reference switch
    {
        "#" => _root,
        { } pointer when pointer.StartsWith("#/", StringComparison.Ordinal) =>
            JsonText.At(_root, pointer[2..].Split('/').Select(step => Uri.UnescapeDataString(step).Replace("~1", "/").Replace("~0", "~"))),
        _ => null,
    };

    private static List<JsonElement> Parts(JsonElement schema, string keyword) =>
        schema.TryGetProperty(keyword, out var parts) && parts.ValueKind == JsonValueKind.Array ? [.. parts.EnumerateArray()] : [];

    private static bool IsNull(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("null");
}
