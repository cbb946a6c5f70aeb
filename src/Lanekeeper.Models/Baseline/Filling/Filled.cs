using System.Text.Json.Nodes;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>A value for a field, or nothing. (A JSON null is a value, and is C#'s null as a node.)</summary>
internal readonly record struct Filled(bool Found, JsonNode? Value)
{
    public static readonly Filled Nothing = new(false, null);

    public static Filled With(JsonNode? value) => new(true, value);
}
