using System.Globalization;
using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>
/// Amounts of money: €1.234,50, $1,234.50, 500 EUR, RM 9.00. A number without a sign counts where it has two decimals. Percentages, dates,
/// times and parts of longer numbers are none.
/// </summary>
internal static partial class Amounts
{
    private const string Number = @"\d{1,3}(?:[., '’]\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,3})?";

    public static IReadOnlyList<Found<Money>> In(string text)
    {
        var dates = Dates.In(text);
        return [.. Written().Matches(text)
            .Where(match => StandsAlone(text, match) && !dates.Any(date => date.Overlaps(match.Index, match.Index + match.Length)))
            .Select(Read).OfType<Found<Money>>()];
    }

    private static Found<Money>? Read(Match match)
    {
        var (before, digits, after) = (match.Groups[1], match.Groups[2].Value, match.Groups[3]);
        var marked = before.Success || after.Success;
        if (match.Value[^1] == '%' || !marked && !HasTwoDecimals(digits))
        {
            return null;
        }

        var currency = before.Success ? Currencies.CodeOf(before.Value) : after.Success ? Currencies.CodeOf(after.Value) : null;
        return new Found<Money>(new Money(ValueOf(digits), currency, marked), match.Groups[2].Index, match.Groups[2].Length);
    }

    // "A12.50B", "12:30", "1.2.3" and "4-5" are no amounts.
    private static bool StandsAlone(string text, Match match)
    {
        var (start, end) = (match.Index, match.Index + match.Length);
        var before = start > 0 ? text[start - 1] : ' ';
        var after = end < text.Length ? text[end] : ' ';
        var next = end + 1 < text.Length ? text[end + 1] : ' ';
        return !(char.IsLetterOrDigit(before) || before is '-' or '/' or ':' or '.' or ',' or '#')
            && !(char.IsLetterOrDigit(after) || after is '-' or '/' or ':' or '.' or ',' && char.IsDigit(next));
    }

    private static bool HasTwoDecimals(string digits) => digits.Length > 3 && digits[^3] is '.' or ',';

    // The last point or comma with one or two digits after it divides; all others group. Three digits after a single one are a group, but after a nought.
    private static decimal ValueOf(string digits)
    {
        var mark = digits.LastIndexOfAny(['.', ',']);
        var decimals = mark < 0 ? 0 : digits.Length - mark - 1;
        var divides = decimals is 1 or 2 || decimals == 3 && digits[0] == '0';
        var plain = string.Concat(digits.Where((letter, i) => char.IsAsciiDigit(letter) || divides && i == mark).Select(letter => letter == ',' ? '.' : letter));
        return decimal.Parse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex($@"(?:({Currencies.Before})[ :]{{0,2}})?({Number})(?: ?({Currencies.After})|(,-| ?%))?", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
