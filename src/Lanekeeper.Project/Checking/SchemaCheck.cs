using System.Text.Json;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Checking;

/// <summary>Values of the project's files against its schemas.</summary>
internal static class SchemaCheck
{
    public static void Whole(CheckContext context, Located<JsonElement> value, SchemaFile? schema) => Check(context, value, schema, isWhole: true);

    /// <summary>The same, where a value need not hold all that the schema requires.</summary>
    public static void Part(CheckContext context, Located<JsonElement> value, SchemaFile? schema) => Check(context, value, schema, isWhole: false);

    private static void Check(CheckContext context, Located<JsonElement> value, SchemaFile? schema, bool isWhole)
    {
        _ = (context, value, schema, isWhole);
    }
}
