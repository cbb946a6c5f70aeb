namespace Lanekeeper.Web.Controls;

/// <summary>A filter that is set: <c>State: failed</c>, with a link that takes it away.</summary>
/// <param name="Key">Its name in the query.</param>
public sealed record FilterChip(string Key, string Label, string Value);
