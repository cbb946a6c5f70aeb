namespace Lanekeeper.Cel.Evaluating;

/// <summary>A variable and fields: of the segments the first <paramref name="Qualifying"/> may together be a variable's dotted name.</summary>
internal sealed record VariablePath(int Offset, IReadOnlyList<string> Segments, int Qualifying)
{
    public string Joined => string.Join('.', Segments);

    public VariablePath Child(string field, bool qualifies) =>
        new(Offset, [.. Segments, field], qualifies && Qualifying == Segments.Count ? Qualifying + 1 : Qualifying);

    public VariablePath Parent() => new(Offset, [.. Segments.SkipLast(1)], Math.Min(Qualifying, Segments.Count - 1));
}
