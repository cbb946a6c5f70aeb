using Lanekeeper.JsonSchema.Evaluating;

namespace Lanekeeper.JsonSchema.Compiling;

/// <summary>A document, or the part of one that has its own <c>$id</c>: what URIs and anchors are relative to.</summary>
internal sealed class SchemaResource(SchemaDocument document, string pointer, Uri baseUri, Dialect dialect)
{
    public SchemaDocument Document => document;

    /// <summary>Where its root stands in the document.</summary>
    public string Pointer => pointer;

    public Uri BaseUri => baseUri;

    public Dialect Dialect => dialect;

    public Dictionary<string, SchemaLocation> Anchors { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, SchemaLocation> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    public DynamicScope Scope { get; } = new();
}
