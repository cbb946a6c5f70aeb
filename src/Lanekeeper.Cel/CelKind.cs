using System.Diagnostics.CodeAnalysis;

namespace Lanekeeper.Cel;

/// <summary>What a <see cref="CelValue"/> is.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "These are the language's own names of its types.")]
public enum CelKind
{
    Null,
    Bool,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    List,
    Map,
    Timestamp,
    Duration,
    Type,
}
