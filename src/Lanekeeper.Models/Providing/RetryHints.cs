using System.Globalization;
using System.Net.Http.Headers;

namespace Lanekeeper.Models.Providing;

/// <summary>When a provider wants to be asked again.</summary>
internal static class RetryHints
{
    // Nobody waits so long; what says more means that today is too early.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <returns>The larger where <c>retry-after</c> and <c>retry-after-ms</c> disagree.</returns>
    public static TimeSpan? After(string? seconds, string? milliseconds, DateTimeOffset now)
    {
        var hints = new[] { Number(seconds, 1000) ?? Date(seconds, now), Number(milliseconds, 1) }.Max();
        return hints is { } wait && wait >= TimeSpan.Zero ? wait : null;
    }

    public static bool IsFinal(this HttpResponseHeaders headers) => headers.Value("x-should-retry") == "false";

    public static string? Value(this HttpResponseHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static TimeSpan? Number(string? value, int unit) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? TimeSpan.FromMilliseconds(Math.Min(number * unit, Longest.TotalMilliseconds))
            : null;

    private static TimeSpan? Date(string? value, DateTimeOffset now) =>
        DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment - now : null;
}
