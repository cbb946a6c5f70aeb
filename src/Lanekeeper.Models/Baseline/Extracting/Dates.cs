using System.Globalization;
using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>
/// Full calendar dates: 2026-03-14, 14/03/2026, 14.3.26, 14 March 2026, March 14th, 2026 and their like. What needs a guess is refused: "yesterday",
/// "next Friday", a date without its year. Of 03/04/2026 the day is first, unless another date of the same text can only have the month first.
/// </summary>
internal static partial class Dates
{
    private const string Year = @"(?:19|20)\d\d|\d\d";

    public static IReadOnlyList<Found<DateOnly>> In(string text)
    {
        var numeric = Numeric().Matches(text);
        var monthFirst = numeric.Any(match => Number(match, 3) is > 12 and <= 31) && !numeric.Any(match => Number(match, 1) is > 12 and <= 31);
        var found = new List<Found<DateOnly>>();
        Add(found, YearFirst().Matches(text), match => Of(Number(match, 1), Number(match, 3), Number(match, 4)));
        Add(found, DayMonth().Matches(text), match => Of(Number(match, 3), Months.NumberOf(match.Groups[2].Value), Number(match, 1)));
        Add(found, MonthDay().Matches(text), match => Of(Number(match, 3), Months.NumberOf(match.Groups[1].Value), Number(match, 2)));
        Add(found, numeric, match => OfNumbers(match, monthFirst));
        return [.. found.OrderBy(date => date.Start)];
    }

    private static void Add(List<Found<DateOnly>> found, MatchCollection matches, Func<Match, DateOnly?> read)
    {
        foreach (Match match in matches)
        {
            if (read(match) is { } date && !found.Any(other => other.Overlaps(match.Index, match.Index + match.Length)))
            {
                found.Add(new Found<DateOnly>(date, match.Index, match.Length));
            }
        }
    }

    private static DateOnly? OfNumbers(Match match, bool monthFirst)
    {
        var (first, second, year) = (Number(match, 1), Number(match, 3), Number(match, 4));
        return monthFirst ? Of(year, first, second) : Of(year, second, first) ?? Of(year, first, second);
    }

    // A year of two digits lies between 1970 and 2069.
    private static DateOnly? Of(int year, int month, int day)
    {
        var full = year >= 100 ? year : year < 70 ? 2000 + year : 1900 + year;
        return month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(full, month) ? new DateOnly(full, month, day) : null;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\b((?:19|20)\d\d)([-/.])(\d{1,2})\2(\d{1,2})(?:\b|T)", RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex($@"(?<!\d[-/.])\b(\d{{1,2}}) ?([-/.]) ?(\d{{1,2}}) ?\2 ?({Year})(?![-/.]?\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Numeric();

    [GeneratedRegex(
        $@"\b(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[ /.\-]{{0,3}}(?:of |de |di )?({Months.Pattern})\.?[ ,/.'’\-]{{0,3}}(?:de |del )?({Year})\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex DayMonth();

    [GeneratedRegex(
        $@"\b({Months.Pattern})\.?[ \-]{{0,3}}(\d{{1,2}})(?:st|nd|rd|th)?[ ,.\-]{{1,3}}((?:19|20)\d\d)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex MonthDay();
}
