using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Templating;

namespace Lanekeeper.Project.Shaping;

/// <summary>A text with <c>{{ path }}</c> in it.</summary>
internal sealed class TemplateShape : Shape<Located<Template>>
{
    public override string Expected => "a text, which may hold {{ paths }}";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out Located<Template> value)
    {
        value = null;
        if (node is not ScalarNode { Kind: ScalarKind.Text, Text.Length: > 0 } scalar)
        {
            return Refuse(node, faults);
        }

        var found = new List<TemplateFault>();
        var template = Template.Parse(scalar.Text, found);
        found.ForEach(fault => scalar.Fault(faults, fault.Offset, fault.Message));
        value = found.Count == 0 ? new(template, node) : null;
        return value is not null;
    }

    public override JsonObject Describe() => new() { ["type"] = "string", ["minLength"] = 1 };
}

/// <summary>An object whose strings, at any depth, are templates.</summary>
internal sealed class ArgumentsShape : Shape<ArgumentsSyntax>
{
    public override string Expected => "an object: the tool's arguments by name";

    public override bool TryRead(Node node, FaultList faults, [MaybeNullWhen(false)] out ArgumentsSyntax value)
    {
        value = null;
        if (node is not MapNode map)
        {
            return Refuse(node, faults);
        }

        var before = faults.Count;
        var templates = new List<Located<Template>>();
        var members = map.Entries.ToDictionary(entry => entry.Name, entry => Read(entry.Value, faults, templates), StringComparer.Ordinal);
        value = new(new(members), map, templates);
        return faults.Count == before;
    }

    public override JsonObject Describe() => new() { ["type"] = "object" };

    private static ArgumentValue Read(Node node, FaultList faults, List<Located<Template>> templates)
    {
        switch (node)
        {
            case ListNode list:
                return new ArgumentList([.. list.Items.Select(item => Read(item, faults, templates))]);
            case MapNode map:
                return new ArgumentObject(map.Entries.ToDictionary(entry => entry.Name, entry => Read(entry.Value, faults, templates), StringComparer.Ordinal));
            case ScalarNode { Kind: ScalarKind.Text } scalar:
                var found = new List<TemplateFault>();
                var template = Template.Parse(scalar.Text, found);
                found.ForEach(fault => scalar.Fault(faults, fault.Offset, fault.Message));
                templates.Add(new(template, scalar));
                return new ArgumentText(template);
            default:
                return new ArgumentLiteral(node.ToJson());
        }
    }
}

/// <param name="Node">The object as written, for faults about single arguments.</param>
/// <param name="Templates">Every text in it.</param>
internal sealed record ArgumentsSyntax(ArgumentTemplate Template, MapNode Node, IReadOnlyList<Located<Template>> Templates);
