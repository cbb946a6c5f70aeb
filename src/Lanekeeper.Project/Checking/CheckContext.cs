using Lanekeeper.Project.Reading;
using Lanekeeper.Project.Shaping;

namespace Lanekeeper.Project.Checking;

/// <summary>What every part of a check needs: the files, each read once, and the list that faults go to.</summary>
internal sealed class CheckContext(ProjectFiles files)
{
    private readonly Dictionary<string, SourceText?> _sources = new(StringComparer.Ordinal);

    public FaultList Faults { get; } = new();

    public IEnumerable<string> Paths => files.Contents.Keys.Order(StringComparer.Ordinal);

    public ReadOnlyMemory<byte> BytesOf(string path) => files.Contents[path];

    /// <returns><see langword="null"/> when there is no such file or it is no UTF-8.</returns>
    public SourceText? Source(string path)
    {
        if (!_sources.TryGetValue(path, out var source) && files.Contents.TryGetValue(path, out var bytes))
        {
            source = SourceText.Decode(path, bytes.Span, Faults);
            _sources.Add(path, source);
        }

        return source;
    }

    /// <summary>The file that a place in the project names; that there is none is a fault at that place.</summary>
    public SourceText? Source(Located<string> path)
    {
        if (!files.Contents.ContainsKey(path.Value))
        {
            path.Fault(Faults, $"there is no file `{path.Value}`{Nearest.Hint(path.Value, files.Contents.Keys)}");
            return null;
        }

        return Source(path.Value);
    }

    /// <summary>Looks a name up. A name that is not known is a fault; one whose thing is itself broken is no second fault.</summary>
    /// <param name="kind">The thing with its article removed: "tool".</param>
    public T? Find<T>(Located<string> name, IReadOnlyDictionary<string, T> good, IReadOnlyCollection<string> known, string kind)
        where T : class
    {
        Expect(name, known, kind);
        return good.GetValueOrDefault(name.Value);
    }

    public bool Expect(Located<string> name, IReadOnlyCollection<string> known, string kind)
    {
        if (known.Contains(name.Value))
        {
            return true;
        }

        var hint = Nearest.Hint(name.Value, known);
        var list = hint.Length > 0 ? hint : known.Count == 0 ? "; none is declared" : $"; known: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(12))}";
        name.Fault(Faults, $"unknown {kind} `{name.Value}`{list}");
        return false;
    }
}
