using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Shaping;

/// <summary>An object with known fields; others are faults.</summary>
internal sealed class ObjectShape<T> : Shape<T>
{
    private readonly string _noun;
    private readonly FieldList _fields = new();
    private readonly Func<FieldValues, T> _build;

    /// <param name="noun">What it is, with its article: "a route".</param>
    /// <param name="declare">Declares the fields and answers with what makes the value of them.</param>
    public ObjectShape(string noun, Func<FieldList, Func<FieldValues, T>> declare)
    {
        _noun = noun;
        _build = declare(_fields);
    }

    public override string Expected => $"{_noun}: an object with {string.Join(", ", _fields.All.Select(each => each.Name))}";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (node is not MapNode map)
        {
            return Refuse(node, faults);
        }

        foreach (var entry in map.Entries.Where(entry => _fields.All.All(field => field.Name != entry.Name)))
        {
            entry.Key.Fault(faults, $"unknown field `{entry.Name}` in {_noun}{HintOrList(entry.Name)}");
        }

        var values = new FieldValues(map);
        var whole = true;
        foreach (var field in _fields.All)
        {
            whole &= field.TryRead(map, faults, values, _noun);
        }

        value = whole ? _build(values) : default;
        return whole;
    }

    public override JsonObject Describe()
    {
        var properties = new JsonObject();
        foreach (var field in _fields.All)
        {
            properties.Add(field.Name, field.Describe());
        }

        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
        if (_fields.All.Where(field => field.IsRequired).Select(field => (JsonNode)field.Name).ToArray() is { Length: > 0 } required)
        {
            schema.Add("required", new JsonArray(required));
        }

        return schema;
    }

    private string HintOrList(string name)
    {
        var names = _fields.All.Select(field => field.Name).ToList();
        return Nearest.Hint(name, names) is { Length: > 0 } hint ? hint : $"; expected one of {string.Join(", ", names)}";
    }
}
