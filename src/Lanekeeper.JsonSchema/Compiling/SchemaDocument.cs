using System.Text.Json;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>A JSON document that holds schemas. Its name is what stands before the pointer in a schema path.</summary>
internal sealed class SchemaDocument(string name, JsonElement root)
{
    public JsonElement Root => root;

    /// <summary>Every place known to be a schema, by its pointer.</summary>
    public Dictionary<string, SchemaLocation> Locations { get; } = new(StringComparer.Ordinal);

    public string PathTo(string pointer) => name.Length == 0 ? pointer : $"{name}#{pointer}";
}
