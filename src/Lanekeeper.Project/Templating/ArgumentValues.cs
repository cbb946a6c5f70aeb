using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.Project.Templating;

internal sealed record ArgumentLiteral(JsonElement Value) : ArgumentValue
{
    public override IEnumerable<TemplatePath> Paths => [];

    internal override IEnumerable<ArgumentLeaf> LeavesAt(string pointer) => [new(pointer, null, Value)];

    internal override Problem? Write(Utf8JsonWriter writer, JsonElement scope)
    {
        Value.WriteTo(writer);
        return null;
    }
}

internal sealed record ArgumentText(Template Template) : ArgumentValue
{
    public override IEnumerable<TemplatePath> Paths => Template.Paths;

    internal override IEnumerable<ArgumentLeaf> LeavesAt(string pointer) => [new(pointer, Template, null)];

    internal override Problem? Write(Utf8JsonWriter writer, JsonElement scope)
    {
        if (!Template.RenderValue(scope).Succeeded(out var value, out var problem))
        {
            return problem;
        }

        value.WriteTo(writer);
        return null;
    }
}

internal sealed record ArgumentList(IReadOnlyList<ArgumentValue> Items) : ArgumentValue
{
    public override IEnumerable<TemplatePath> Paths => Items.SelectMany(item => item.Paths);

    internal override IEnumerable<ArgumentLeaf> LeavesAt(string pointer) =>
        Items.SelectMany((item, index) => item.LeavesAt(string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}")));

    internal override Problem? Write(Utf8JsonWriter writer, JsonElement scope)
    {
        writer.WriteStartArray();
        foreach (var item in Items)
        {
            if (item.Write(writer, scope) is { } problem)
            {
                return problem;
            }
        }

        writer.WriteEndArray();
        return null;
    }
}

internal sealed record ArgumentObject(IReadOnlyDictionary<string, ArgumentValue> Members) : ArgumentValue
{
    public override IEnumerable<TemplatePath> Paths => Members.Values.SelectMany(member => member.Paths);

    internal override IEnumerable<ArgumentLeaf> LeavesAt(string pointer) => Members.SelectMany(member => member.Value.LeavesAt($"{pointer}/{Escape(member.Key)}"));

    internal static Problem? Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, ArgumentValue> members, JsonElement scope)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in members)
        {
            writer.WritePropertyName(name);
            if (value.Write(writer, scope) is { } problem)
            {
                return problem;
            }
        }

        writer.WriteEndObject();
        return null;
    }

    internal override Problem? Write(Utf8JsonWriter writer, JsonElement scope) => Write(writer, Members, scope);
}
