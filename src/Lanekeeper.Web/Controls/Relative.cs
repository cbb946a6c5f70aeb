using System.Globalization;

namespace Lanekeeper.Web.Controls;

/// <summary>Times and spans as people say them, short enough for a column.</summary>
public static class Relative
{
    public static string Say(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        return span < TimeSpan.FromSeconds(-1) ? $"in {Span(Nearest(-span))}" : span < TimeSpan.FromSeconds(1) ? "now" : $"{Span(span)} ago";
    }

    /// <summary>The largest unit alone: <c>45 s</c>, <c>3 min</c>, <c>5 h</c>, <c>12 d</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => Write(span.TotalSeconds, "s"),
        { TotalHours: < 1 } => Write(span.TotalMinutes, "min"),
        { TotalDays: < 2 } => Write(span.TotalHours, "h"),
        _ => Write(span.TotalDays, "d"),
    };

    public static string Exact(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    // A second after an invitation was made for 7 d it expires in 7 d, and not in 6.
    private static TimeSpan Nearest(TimeSpan span) => span + span switch
    {
        { TotalSeconds: < 59.5 } => TimeSpan.FromSeconds(0.5),
        { TotalMinutes: < 59.5 } => TimeSpan.FromSeconds(30),
        { TotalHours: < 47.5 } => TimeSpan.FromMinutes(30),
        _ => TimeSpan.FromHours(12),
    };

    private static string Write(double number, string unit) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(number):0} {unit}");
}
