using System.Text.Json;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>A place where a schema stands.</summary>
internal sealed record SchemaLocation(SchemaResource Resource, string Pointer, JsonElement Element)
{
    public string Path => Resource.Document.PathTo(Pointer);
}
