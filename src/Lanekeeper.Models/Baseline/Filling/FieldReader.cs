using System.Text.Json;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>Reads an output schema into fields. Schemas that contain themselves are read to a fixed depth, and no further.</summary>
internal static class FieldReader
{
    private const int Deepest = 6;

    public static Field Read(JsonElement schema) => Read("", [], new SchemaView(schema, schema), required: true, depth: 0);

    private static Field Read(string name, IReadOnlyList<string> path, SchemaView schema, bool required, int depth)
    {
        var fill = FillChoice.Of(name, schema);
        return new Field(name, path, schema, required, fill, fill is Fill.Members or Fill.Citations ? Members(path, schema, depth) : [], ItemOf(name, path, schema, depth));
    }

    private static List<Field> Members(IReadOnlyList<string> path, SchemaView schema, int depth)
    {
        if (depth >= Deepest || schema.Get("properties") is not { ValueKind: JsonValueKind.Object } properties)
        {
            return [];
        }

        var required = schema.Get("required") is { ValueKind: JsonValueKind.Array } names ? names.EnumerateArray().Select(Text.JsonText.Of).ToHashSet() : [];
        return [.. properties.EnumerateObject()
            .Select(property => Read(property.Name, [.. path, property.Name], schema.Of(property.Value), required.Contains(property.Name), depth + 1))];
    }

    private static Field? ItemOf(string name, IReadOnlyList<string> path, SchemaView schema, int depth) =>
        depth < Deepest && schema.Types is ["array", ..] && schema.Get("items") is { } items ? Read(name, path, schema.Of(items), required: true, depth + 1) : null;
}
