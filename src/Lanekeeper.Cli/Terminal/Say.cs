using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.Cli.Terminal;

/// <summary>How values are said to a person.</summary>
internal static class Say
{
    private const string SnapshotPrefix = "sha256:";

    /// <summary>The last digits: the first ones of a UUID v7 are the time, and shared by all of the same minute.</summary>
    public static string Short(Guid id) => id.ToString()[^8..];

    public static string ShortSnapshot(string hash) => hash.StartsWith(SnapshotPrefix, StringComparison.Ordinal) ? hash[SnapshotPrefix.Length..][..Math.Min(12, hash.Length - SnapshotPrefix.Length)] : hash;

    /// <summary>As on the wire: <c>failed_transient</c> as "failed transient".</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => Snake(value).Replace('_', ' ');

    public static string Snake<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    public static string Exactly(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    public static string Span(TimeSpan span)
    {
        var (amount, unit) = span.Duration() switch
        {
            { TotalSeconds: < 90 } seconds => (seconds.TotalSeconds, "s"),
            { TotalMinutes: < 90 } minutes => (minutes.TotalMinutes, "min"),
            { TotalHours: < 48 } hours => (hours.TotalHours, "h"),
            var days => (days.TotalDays, "d"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(amount):0} {unit}");
    }

    public static string Ago(DateTimeOffset at, DateTimeOffset now) => at > now ? $"in {Span(at - now)}" : $"{Span(now - at)} ago";

    public static string Moment(DateTimeOffset at, DateTimeOffset now) => $"{Exactly(at)} ({Ago(at, now)})";

    /// <summary>An unknown cost is never zero, nor is a small one.</summary>
    public static string Money(decimal? usd) => usd switch
    {
        null => "unknown",
        > 0 and < 0.000001m => "<$0.000001",
        _ => string.Create(CultureInfo.InvariantCulture, $"${usd:0.00####}"),
    };

    public static string Milliseconds(double? ms) => ms switch
    {
        null => "",
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{ms:0.#} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ms / 1_000:0.0} s"),
    };

    public static string Count(int number, string one, string? many = null) => number == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{number} {many ?? one + "s"}");

    public static string Confidence(double? value) => value is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known:0.00}") : "";
}
