using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>E-mail addresses of the usual form.</summary>
internal static partial class Emails
{
    public static IReadOnlyList<Found<string>> In(string text) =>
        [.. Written().Matches(text).Where(match => !match.Value.Contains("..", StringComparison.Ordinal)).Select(match => new Found<string>(match.Value, match.Index, match.Length))];

    [GeneratedRegex(@"[A-Za-z0-9_](?:[A-Za-z0-9._%+\-]{0,62}[A-Za-z0-9_%+\-])?@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
