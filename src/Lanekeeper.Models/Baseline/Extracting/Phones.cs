using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>Telephone numbers: seven to fifteen digits that begin with +, 0 or a bracket, or that a word announces. Given back as + and digits.</summary>
internal static partial class Phones
{
    private static readonly Cues Announced = Cues.From(["phone telephone tel call mobile cell whatsapp fax number"]);

    public static IReadOnlyList<Found<string>> In(string text)
    {
        var dates = Dates.In(text);
        return [.. Written().Matches(text)
            .Where(match => IsPhone(text, match) && !dates.Any(date => date.Overlaps(match.Index, match.Index + match.Length)))
            .Select(match => new Found<string>(Plain(match.Value), match.Index, match.Length))];
    }

    private static bool IsPhone(string text, Match match)
    {
        var digits = match.Value.Count(char.IsAsciiDigit);
        var alone = (match.Index == 0 || !IsJoined(text[match.Index - 1]))
            && (match.Index + match.Length == text.Length || !IsJoined(text[match.Index + match.Length]));
        return alone && digits is >= 7 and <= 15 && (match.Value[0] is '+' or '(' or '0' || Announced.Before(text, match.Index) > 0);
    }

    private static bool IsJoined(char letter) => char.IsLetterOrDigit(letter) || letter is '#' or '_' or '@';

    private static string Plain(string written) => (written[0] == '+' ? "+" : "") + string.Concat(written.Where(char.IsAsciiDigit));

    [GeneratedRegex(@"\+?\(?\d[\d ().\-/]{5,22}\d", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
