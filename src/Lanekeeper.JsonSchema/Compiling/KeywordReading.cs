using System.Text.Json;
using Lanekeeper.JsonSchema.Evaluating;
using Lanekeeper.JsonSchema.Patterns;
using Lanekeeper.JsonSchema.Values;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>One keyword being read: its value, its neighbours, and the schemas it contains. Whatever is wrong becomes a fault.</summary>
internal sealed class KeywordReading(SchemaCompiler compiler, SchemaLocation schema, string name, JsonElement value)
{
    public string Name => name;

    public JsonElement Value => value;

    public KeywordOrigin Origin { get; } = new(name, $"{schema.Path}/{JsonPointer.Escape(name)}");

    public bool AssertsFormat => compiler.AssertsFormat(schema);

    public void Fault(string message) => compiler.Fault(Origin.SchemaPath, message);

    public void Expected(string what) => Fault($"expected {what}; found {Words.Found(value)}");

    /// <summary>Another keyword of the same schema.</summary>
    public KeywordReading? Beside(string other) =>
        JsonText.TryMember(schema.Element, other, out var found) ? new KeywordReading(compiler, schema, other, found) : null;

    /// <summary>The value as one schema.</summary>
    public SchemaNode? Child() => NodeAt($"{schema.Pointer}/{JsonPointer.Escape(name)}");

    /// <summary>The value as a list of schemas.</summary>
    public SchemaNode[] Children()
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Expected("a list of at least one schema");
            return [];
        }

        return [.. Enumerable.Range(0, value.GetArrayLength()).Select(index => NodeAt($"{schema.Pointer}/{JsonPointer.Escape(name)}/{index}")).OfType<SchemaNode>()];
    }

    /// <summary>The value as schemas by name.</summary>
    public IEnumerable<(string Name, SchemaNode Node)> ChildrenByName()
    {
        foreach (var member in Members("an object of schemas"))
        {
            var key = JsonText.Name(member);
            if (NodeAt($"{schema.Pointer}/{JsonPointer.Escape(name)}/{JsonPointer.Escape(key)}") is { } node)
            {
                yield return (key, node);
            }
        }
    }

    /// <summary>The members of an object value, each name once.</summary>
    public IEnumerable<JsonProperty> Members(string what)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            Expected(what);
            yield break;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (seen.Add(JsonText.Name(member)))
            {
                yield return member;
            }
            else
            {
                Fault($"{Words.Quote(JsonText.Name(member))} stands twice");
            }
        }
    }

    /// <summary>A count: a whole number, not negative; null after a fault. Beyond what can be counted it is the greatest.</summary>
    public long? Count()
    {
        if (value.ValueKind != JsonValueKind.Number || !Number.IsInteger(value) || Number.Of(value).IsNegative)
        {
            Expected("a whole number, 0 or more");
            return null;
        }

        return Number.Of(value).ToCount();
    }

    /// <summary>The count of a neighbour, which reports its own faults.</summary>
    public long? CountBeside(string other) =>
        Beside(other) is { } beside && beside.Value.ValueKind == JsonValueKind.Number && Number.IsInteger(beside.Value)
            ? Number.Of(beside.Value).ToCount()
            : null;

    public string? Text()
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return JsonText.String(value);
        }

        Expected("a string");
        return null;
    }

    /// <summary>The value as a list of strings, each once.</summary>
    public IReadOnlyList<string> Texts() => Texts(value);

    public IReadOnlyList<string> Texts(JsonElement list)
    {
        if (list.ValueKind != JsonValueKind.Array || list.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Fault($"expected a list of strings; found {Words.Found(list)}");
            return [];
        }

        return [.. list.EnumerateArray().Select(JsonText.String).Distinct(StringComparer.Ordinal)];
    }

    public Pattern? Pattern(string source)
    {
        var pattern = compiler.Patterns.Compile(source, out var problem);
        if (pattern is null)
        {
            Fault($"{Words.Quote(source)} is not a pattern that can be used: {problem}");
        }

        return pattern;
    }

    /// <summary>A pattern of a neighbour, which reports its own faults.</summary>
    public Pattern? KnownPattern(string source) => compiler.Patterns.Compile(source, out _);

    /// <summary>The schema that the value, a URI reference, leads to.</summary>
    public (SchemaNode Node, string? DynamicAnchor)? Referred() =>
        Text() is { } reference && compiler.Refer(schema, reference, Origin.SchemaPath) is { } found
            ? (compiler.NodeAt(found.Target), found.DynamicAnchor)
            : null;

    private SchemaNode? NodeAt(string pointer) =>
        schema.Resource.Document.Locations.TryGetValue(pointer, out var location) ? compiler.NodeAt(location) : null;
}
