using System.Text.Json;
using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Checking;

/// <summary>Values of the project's files against its schemas.</summary>
internal static class SchemaCheck
{
    public static void Whole(CheckContext context, Located<JsonElement> value, SchemaFile? schema) => Check(context, value, schema, isWhole: true);

    /// <summary>The same, where a value need not hold all that the schema requires.</summary>
    public static void Part(CheckContext context, Located<JsonElement> value, SchemaFile? schema)
    {
        Check(context, value, schema, isWhole: false);
        var outline = SchemaOutline.Of(schema);
        foreach (var entry in ((MapNode)value.Node).Entries.Where(entry => outline.Child(entry.Name) is null))
        {
            entry.Key.Fault(context.Faults, $"{schema!.Path} has no field `{entry.Name}`{Nearest.Hint(entry.Name, outline.Names)}");
        }
    }

    private static void Check(CheckContext context, Located<JsonElement> value, SchemaFile? schema, bool isWhole)
    {
        foreach (var error in schema?.Compiled.Validate(value.Value).Errors ?? [])
        {
            if (isWhole || error is not { InstancePath: "", Keyword: "required" })
            {
                value.Node.At(error.InstancePath).Fault(context.Faults, $"this does not fit {schema!.Path}: {error}");
            }
        }
    }
}
