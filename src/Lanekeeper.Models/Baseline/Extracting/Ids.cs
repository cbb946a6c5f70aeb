using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>
/// Numbers of orders, invoices, tickets: what the property's own pattern matches, or else a word with digits that "#" or a cue announces, or that looks
/// like one by its capitals and digits (INV-2026-0042).
/// </summary>
internal static partial class Ids
{
    public static IReadOnlyList<Found<string>> ByPattern(string text, string pattern) =>
        [.. WithoutDates(text, (Expressions.Of(Unanchored(pattern))?.Matches(text) ?? Enumerable.Empty<Match>())
            .Where(match => match.Length > 0 && StandsAlone(text, match.Index, match.Index + match.Length)))
            .Select(match => new Found<string>(match.Value, match.Index, match.Length))];

    public static IReadOnlyList<Found<string>> ByLooks(string text, Cues cues)
    {
        return [.. WithoutDates(text, Written().Matches(text))
            .Where(match => match.Value.Any(char.IsAsciiDigit) && IsWhole(text, match))
            .Where(match => match.Value[0] == '#' || cues.Before(text, match.Index) > 0 || LooksLikeId(match.Value))
            .Select(match => new Found<string>(match.Value.TrimStart('#').TrimEnd('-', '_'), match.Index, match.Length))
            .Where(id => id.Value.Length >= 3)];
    }

    /// <summary>How much speaks for it: a word that announces a number right before it most, letters among its digits a little. A year is hardly one.</summary>
    public static double Likelihood(string text, Found<string> id)
    {
        var start = Math.Max(0, id.Start - 24);
        var announced = Announcement().IsMatch(text.AsSpan(start, id.Start - start)) ? 2 : 0;
        var mixed = id.Value.Any(char.IsAsciiDigit) && id.Value.Any(char.IsAsciiLetterUpper) ? 0.5 : 0;
        return announced + mixed - (Year().IsMatch(id.Value) ? 1 : 0);
    }

    private static bool LooksLikeId(string word) =>
        word.Length >= 5 && word.Count(char.IsAsciiDigit) >= 3 && word.Any(char.IsAsciiLetterUpper) && !word.Any(char.IsAsciiLetterLower);

    private static IEnumerable<Match> WithoutDates(string text, IEnumerable<Match> matches)
    {
        var dates = Dates.In(text);
        return matches.Where(match => !dates.Any(date => date.Overlaps(match.Index, match.Index + match.Length)));
    }

    private static bool IsWhole(string text, Match match)
    {
        var end = match.Index + match.Length;
        return StandsAlone(text, match.Index, end)
            && !(match.Index > 0 && text[match.Index - 1] is '@' or '.' or ',' or '/' or '$' or '€' or '£')
            && !(end < text.Length && text[end] is '@' or '%' or '€' or '/' or ':' || end + 1 < text.Length && text[end] is '.' or ',' && char.IsLetterOrDigit(text[end + 1]));
    }

    private static bool StandsAlone(string text, int start, int end) =>
        !(start > 0 && char.IsLetterOrDigit(text[start - 1]) && char.IsLetterOrDigit(text[start]))
        && !(end < text.Length && char.IsLetterOrDigit(text[end]) && char.IsLetterOrDigit(text[end - 1]));

    // A pattern from ^ to $ is for the whole value, which here is looked for within a text. With ^ alone it means the text's beginning.
    private static string Unanchored(string pattern) =>
        pattern is ['^', .. var inner, '$'] && !inner.EndsWith('\\') ? $"(?:{inner})" : pattern;

    [GeneratedRegex(@"#?[A-Za-z0-9][A-Za-z0-9_\-]{2,39}", RegexOptions.CultureInvariant)]
    private static partial Regex Written();

    [GeneratedRegex(
        @"(?:\b(?:no|nr|num|number|numéro|numero|nummer|ref|reference|id|invoice|order|ticket|case|booking|receipt|bill|factuur|facture|rechnung)|n°|#)[.:#°]{0,2}[ \t]{0,4}$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"^(?:19|20)\d\d$", RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}
