namespace Lanekeeper.JsonSchema.Evaluating;

/// <summary>What a schema resource (a document, or a part with its own <c>$id</c>) offers to <c>$dynamicRef</c>.</summary>
internal sealed class DynamicScope
{
    /// <summary>Furnished when the whole graph is compiled; empty where no <c>$dynamicRef</c> is about.</summary>
    public Dictionary<string, SchemaNode> Anchors { get; } = new(StringComparer.Ordinal);
}
