using System.Collections.Frozen;

namespace Lanekeeper.Project;

/// <summary>The files of a project as read, by their path from its root with forward slashes; <c>sources/</c> is not among them.</summary>
public sealed class ProjectFiles(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files)
{
    public FrozenDictionary<string, ReadOnlyMemory<byte>> Contents { get; } = files.ToFrozenDictionary(StringComparer.Ordinal);
}
