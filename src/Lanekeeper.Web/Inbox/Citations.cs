using System.Globalization;
using System.Text.RegularExpressions;

namespace Lanekeeper.Web.Inbox;

/// <summary>Finds the <c>[n]</c> in a text that name passages.</summary>
internal static partial class Citations
{
    public static IReadOnlyList<(string Text, int? Number)> Split(string text, IReadOnlyCollection<int> known)
    {
        var parts = new List<(string, int?)>();
        var at = 0;
        foreach (Match match in Mark().Matches(text))
        {
            if (int.TryParse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var number) && known.Contains(number))
            {
                parts.Add((text[at..match.Index], null));
                parts.Add((match.Value, number));
                at = match.Index + match.Length;
            }
        }

        parts.Add((text[at..], null));
        return parts;
    }

    [GeneratedRegex(@"\[([0-9]{1,3})\]")]
    private static partial Regex Mark();
}
