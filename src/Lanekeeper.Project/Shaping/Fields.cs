using System.Text.Json.Nodes;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Shaping;

/// <summary>One field of an object: its name, its shape, and the sentence that documents it.</summary>
internal abstract class Field(string name, string doc, bool isRequired, string? fallback)
{
    public string Name { get; } = name;

    public string Doc { get; } = doc;

    public bool IsRequired { get; } = isRequired;

    /// <summary>What an absent field is read as, spelled as in the file.</summary>
    protected string? Fallback { get; } = fallback;

    /// <returns>Whether the object may be built as far as this field goes.</returns>
    public abstract bool TryRead(MapNode map, FaultList faults, FieldValues values, string owner);

    public abstract JsonObject Describe();
}

internal sealed class Field<T>(string name, Shape<T> shape, string doc, bool isRequired, string? fallback) : Field(name, doc, isRequired, fallback)
{
    public override bool TryRead(MapNode map, FaultList faults, FieldValues values, string owner)
    {
        if ((map.Find(Name) ?? Absent(map)) is { } node)
        {
            return shape.TryRead(node, faults, out var value) && values.Set(this, value);
        }

        if (IsRequired)
        {
            map.Fault(faults, $"the field `{Name}` is missing in {owner}; expected {shape.Expected}");
        }

        return !IsRequired;
    }

    public override JsonObject Describe()
    {
        var schema = shape.Describe();
        schema["description"] = Doc;
        if (Fallback is not null)
        {
            var type = schema["type"]?.GetValue<string>();
            schema["default"] = type is "integer" or "number" or "boolean" ? JsonNode.Parse(Fallback) : Fallback;
        }

        return schema;
    }

    private ScalarNode? Absent(MapNode map) =>
        Fallback is null ? null : new(map.Source, map.Start, map.Start, Fallback, Scalars.KindOf(Fallback));
}

/// <summary>Declares the fields of an object, in the order in which they are documented.</summary>
internal sealed class FieldList
{
    private readonly List<Field> _all = [];

    public IReadOnlyList<Field> All => _all;

    public Field<T> Required<T>(string name, Shape<T> shape, string doc) => Add(new Field<T>(name, shape, doc, isRequired: true, null));

    public Field<T> Optional<T>(string name, Shape<T> shape, string doc)
        where T : class => Add(new Field<T>(name, shape, doc, isRequired: false, null));

    /// <param name="fallback">What an absent field means, spelled as in the file.</param>
    public Field<T> Optional<T>(string name, Shape<T> shape, string fallback, string doc) =>
        Add(new Field<T>(name, shape, doc, isRequired: false, fallback));

    private Field<T> Add<T>(Field<T> added)
    {
        _all.Add(added);
        return added;
    }
}

/// <summary>The values of one object's fields.</summary>
internal sealed class FieldValues(MapNode node)
{
    private readonly Dictionary<Field, object> _values = [];

    public MapNode Node { get; } = node;

    /// <summary>The value of a field that is required or has a fallback.</summary>
    public T Get<T>(Field<T> read) => (T)_values[read];

    /// <summary>The value of a field that may be absent.</summary>
    public T? Find<T>(Field<T> read)
        where T : class => _values.TryGetValue(read, out var value) ? (T)value : null;

    internal bool Set<T>(Field<T> read, T value)
    {
        _values[read] = value!;
        return true;
    }
}
