using Lanekeeper.Project.Reading;

namespace Lanekeeper.Project.Checking;

/// <summary>What is known beforehand of a value: which fields it may have. Paths in templates and conditions are checked against it.</summary>
internal abstract record Outline
{
    /// <summary>A value of which nothing is known; every path into it may be right.</summary>
    public static readonly Outline Anything = new AnyOutline();

    /// <summary>A text or number.</summary>
    public static readonly Outline Leaf = new FieldsOutline(new Dictionary<string, Outline>());

    /// <summary>The names that may follow, as far as they are known.</summary>
    public abstract IEnumerable<string> Names { get; }

    /// <returns><see langword="null"/> when there is surely no such field or item.</returns>
    public abstract Outline? Child(string segment);

    public static Outline Of(params (string Name, Outline Value)[] fields) =>
        new FieldsOutline(fields.ToDictionary(each => each.Name, each => each.Value, StringComparer.Ordinal));

    /// <returns>Why the path leads nowhere, or <see langword="null"/> when it may lead somewhere.</returns>
    public string? Explain(IReadOnlyList<string> segments)
    {
        var here = this;
        for (var i = 0; i < segments.Count; i++)
        {
            if (here.Child(segments[i]) is not { } next)
            {
                return Miss(here, segments, i);
            }

            here = next;
        }

        return null;
    }

    private static string Miss(Outline here, IReadOnlyList<string> segments, int at)
    {
        var known = here.Names.Order(StringComparer.Ordinal).ToList();
        var owner = at == 0 ? "there is no" : $"`{Say(segments.Take(at))}` has no";
        var hint = Nearest.Hint(segments[at], known);
        var list = hint.Length > 0 || known.Count == 0 ? hint : $"; known: {string.Join(", ", known.Take(12))}";
        return $"`{Say(segments)}` names nothing: {owner} `{segments[at]}`{list}";
    }

    private static string Say(IEnumerable<string> segments) =>
        segments.Aggregate("", (path, next) => path.Length == 0 ? next : char.IsAsciiDigit(next[0]) ? $"{path}[{next}]" : $"{path}.{next}");

    private sealed record AnyOutline : Outline
    {
        public override IEnumerable<string> Names => [];

        public override Outline Child(string segment) => this;
    }

    private sealed record FieldsOutline(IReadOnlyDictionary<string, Outline> Fields) : Outline
    {
        public override IEnumerable<string> Names => Fields.Keys;

        public override Outline? Child(string segment) => Fields.GetValueOrDefault(segment);
    }
}
