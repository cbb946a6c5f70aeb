using System.Text.Json;

namespace Lanekeeper.JsonSchema;

/// <summary>How a schema is read and how much an evaluation may cost.</summary>
public sealed record SchemaOptions
{
    internal static readonly SchemaOptions Default = new();

    /// <summary>Asserts <c>format</c> for date, date-time, email, uri and uuid; other formats stay annotations.</summary>
    public bool AssertFormat { get; init; }

    /// <summary>How deep schemas may apply within one another (an instance's level takes two or three).</summary>
    public int MaxDepth { get; init; } = 512;

    /// <summary>
    /// Steps that one evaluation may take; a step is about a schema applied, a member visited or a value compared.
    /// The default is well below a second.
    /// </summary>
    public int MaxWork { get; init; } = 5_000_000;

    /// <summary>How many errors (or faults of a schema) are reported at most.</summary>
    public int MaxErrors { get; init; } = 100;

    /// <summary>Where a schema without an absolute <c>$id</c> stands: relative references are resolved against it.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>Finds the documents that a schema refers to outside itself; null for one that is not known. Nothing is ever fetched without it.</summary>
    public Func<Uri, JsonElement?>? Resolve { get; init; }
}
