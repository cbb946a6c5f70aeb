using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Shaping;

/// <summary>A list of equals. Broken items leave their faults and are left out.</summary>
internal sealed class ListShape<T>(string noun, Shape<T> item, int least = 0) : Shape<IReadOnlyList<T>>
{
    public override string Expected => $"a list of {noun}{(least > 0 ? ", at least one" : "")}";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out IReadOnlyList<T> value)
    {
        value = null;
        if (node is not ListNode list || list.Items.Count < least)
        {
            return node is ListNode ? RefuseEmpty(node, faults) : Refuse(node, faults);
        }

        var items = new List<T>();
        foreach (var each in list.Items)
        {
            if (item.TryRead(each, faults, out var read))
            {
                items.Add(read);
            }
        }

        value = items;
        return true;
    }

    public override JsonObject Describe()
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = item.Describe() };
        if (least > 0)
        {
            schema.Add("minItems", least);
        }

        return schema;
    }

    private bool RefuseEmpty(Node node, FaultList faults)
    {
        node.Fault(faults, $"the list is empty; expected {Expected}");
        return false;
    }
}

/// <summary>Named things. <see cref="Named{T}"/> keeps the names of broken ones, so that references to them are no second fault.</summary>
internal sealed class MapShape<T>(string noun, Shape<string> name, Shape<T> item) : Shape<Named<T>>
{
    public override string Expected => $"an object that holds {noun} by name";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out Named<T> value)
    {
        value = null;
        if (node is not MapNode map)
        {
            return Refuse(node, faults);
        }

        var items = new List<(Located<string>, T)>();
        foreach (var entry in map.Entries)
        {
            var isNamed = name.TryRead(entry.Key, faults, out _);
            if (item.TryRead(entry.Value, faults, out var read) && isNamed)
            {
                items.Add((new(entry.Name, entry.Key), read));
            }
        }

        value = new(items, [.. map.Entries.Select(entry => entry.Name)]);
        return true;
    }

    public override JsonObject Describe() => new()
    {
        ["type"] = "object",
        ["propertyNames"] = name.Describe(),
        ["additionalProperties"] = item.Describe(),
    };
}

/// <param name="Items">The things that could be read.</param>
/// <param name="Names">The names of all, broken or not.</param>
internal sealed record Named<T>(IReadOnlyList<(Located<string> Name, T Value)> Items, IReadOnlyList<string> Names)
{
    public static readonly Named<T> Empty = new([], []);
}

/// <summary>One of few names, or a list of some.</summary>
internal sealed class SomeShape<T>(string noun, Shape<T> item) : Shape<IReadOnlySet<T>>
{
    private readonly ListShape<T> _list = new(noun, item, least: 1);

    public override string Expected => $"{item.Expected}, or a list of some";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out IReadOnlySet<T> value)
    {
        value = null;
        if (node is ListNode)
        {
            value = _list.TryRead(node, faults, out var all) ? all.ToHashSet() : null;
        }
        else if (item.TryRead(node, faults, out var one))
        {
            value = new HashSet<T> { one };
        }

        return value is not null;
    }

    public override JsonObject Describe() => new() { ["anyOf"] = new JsonArray(item.Describe(), _list.Describe()) };
}
