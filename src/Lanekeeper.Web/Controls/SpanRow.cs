namespace Lanekeeper.Web.Controls;

/// <summary>A row of a <see cref="SpanTimeline"/>.</summary>
/// <param name="Path">Where its details are; <see langword="null"/> where there are none yet.</param>
/// <param name="Bars">Its stretches of time, in their order.</param>
/// <param name="WorkMs">How long was worked on it.</param>
/// <param name="WaitMs">How long a person was waited for; <see langword="null"/> where nobody was.</param>
/// <param name="Usd">What is known of its cost.</param>
/// <param name="UnknownCost">How many calls of unknown cost come on top; none, and no cost, where nothing was bought.</param>
public sealed record SpanRow(
    string Name, string Kind, string? Path, string State, Tone Tone, IReadOnlyList<SpanBar> Bars, double? WorkMs, double? WaitMs, decimal? Usd, long UnknownCost, string? Note = null);

/// <param name="IsWait">For a person; else it is work.</param>
public sealed record SpanBar(DateTimeOffset From, DateTimeOffset To, bool IsWait);
