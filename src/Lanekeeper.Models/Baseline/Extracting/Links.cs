using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>Web addresses, and universally unique identifiers.</summary>
internal static partial class Links
{
    public static IReadOnlyList<Found<string>> UrisIn(string text) =>
        [.. Web().Matches(text)
            .Select(match => (match.Index, Value: match.Value.TrimEnd('.', ',', ';', ':', '!', '?', '…')))
            .Where(link => link.Value.All(char.IsAscii) && Uri.TryCreate(link.Value, UriKind.Absolute, out _))
            .Select(link => new Found<string>(link.Value, link.Index, link.Value.Length))];

    public static IReadOnlyList<Found<string>> UuidsIn(string text) =>
        [.. Unique().Matches(text).Select(match => new Found<string>(match.Value.ToLowerInvariant(), match.Index, match.Length))];

    [GeneratedRegex(@"\bhttps?://[^\s<>""'()\[\]{}|\\^`]{3,2000}", RegexOptions.CultureInvariant)]
    private static partial Regex Web();

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b", RegexOptions.CultureInvariant)]
    private static partial Regex Unique();
}
