namespace Lanekeeper.Web.Controls;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Empty when it is the only one and the chart's title says it.</param>
/// <param name="Values">One per day; <see langword="null"/> where there is none.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values)
{
    /// <summary>A 95 % interval per day, drawn as a band behind the line.</summary>
    public IReadOnlyList<(double Low, double High)?>? Interval { get; init; }
}
