namespace Lanekeeper.Cel;

/// <summary>A variable that an expression reads, with the fields it reads of it: <c>steps.triage.output</c>.</summary>
/// <param name="Segments">The variable's name, then each field; also those written as <c>["field"]</c>.</param>
/// <param name="Offset">Where it stands in the source, in UTF-16 units.</param>
/// <param name="IsTested">Whether it stands inside <c>has()</c>, which asks whether the last field is there at all.</param>
public sealed record CelReference(IReadOnlyList<string> Segments, int Offset, bool IsTested)
{
    /// <summary>The segments joined by dots.</summary>
    public string Path => string.Join('.', Segments);
}
