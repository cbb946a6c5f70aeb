using System.Globalization;
using System.Text.RegularExpressions;

namespace Lanekeeper.Faces;

/// <summary>Durations as people write them: <c>500ms 30s 5m 2h 7d</c>.</summary>
public static partial class Durations
{
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        var match = Shape().Match(text ?? "");
        duration = default;
        if (!match.Success || !long.TryParse(match.Groups["number"].Value, CultureInfo.InvariantCulture, out var number) || number > 1_000_000_000)
        {
            return false;
        }

        duration = match.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.FromMilliseconds(number),
            "s" => TimeSpan.FromSeconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => number > 36_500 ? TimeSpan.FromDays(36_500) : TimeSpan.FromDays(number),
        };
        return true;
    }

    [GeneratedRegex(@"^(?<number>[0-9]{1,10})(?<unit>ms|s|m|h|d)$")]
    private static partial Regex Shape();
}
