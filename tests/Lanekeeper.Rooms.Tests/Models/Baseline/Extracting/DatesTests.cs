using Lanekeeper.Models.Baseline.Extracting;

namespace Lanekeeper.Rooms.Tests.Models.Baseline.Extracting;

public sealed class DatesTests
{
    [Theory]
    [InlineData("on 2026-03-14.", "2026-03-14")]
    [InlineData("2026-03-14T09:30:00Z", "2026-03-14")]
    [InlineData("14/03/2026 8:13:39 PM", "2026-03-14")]
    [InlineData("14.3.26", "2026-03-14")]
    [InlineData("14-03-2026", "2026-03-14")]
    [InlineData("14 March 2026", "2026-03-14")]
    [InlineData("the 14th of March, 2026", "2026-03-14")]
    [InlineData("March 14th, 2026", "2026-03-14")]
    [InlineData("Mar 14 2026", "2026-03-14")]
    [InlineData("14 MAR 2026", "2026-03-14")]
    [InlineData("14-Mar-26", "2026-03-14")]
    [InlineData("14. März 2026", "2026-03-14")]
    [InlineData("le 14 mars 2026", "2026-03-14")]
    [InlineData("14 de marzo de 2026", "2026-03-14")]
    [InlineData("8 maart 2026", "2026-03-08")]
    [InlineData("29/02/2024", "2024-02-29")]
    [InlineData("03/25/2026", "2026-03-25")]
    [InlineData("REG #19- 18/01/2018 10:27", "2018-01-18")]
    public void A_full_date_is_read(string text, string date)
    {
        Dates.In(text).ShouldHaveSingleItem().Value.ShouldBe(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("yesterday, or next Friday, or in two weeks")]
    [InlineData("on 14 March")]
    [InlineData("31/02/2026")]
    [InlineData("29.02.2025")]
    [InlineData("version 1.2.3.4, call 555-01-30-77")]
    [InlineData("2026")]
    [InlineData("12:30")]
    public void What_would_need_a_guess_is_refused(string text)
    {
        Dates.In(text).ShouldBeEmpty();
    }

    [Fact]
    public void The_day_comes_first_unless_another_date_of_the_text_says_otherwise()
    {
        Dates.In("03/04/2026").Single().Value.ShouldBe(new DateOnly(2026, 4, 3));
        Dates.In("from 03/04/2026 to 03/25/2026")[0].Value.ShouldBe(new DateOnly(2026, 3, 4));
    }

    [Fact]
    public void Two_digits_of_a_year_lie_between_1970_and_2069()
    {
        Dates.In("01.02.69, 01.02.70").Select(date => date.Value.Year).ShouldBe([2069, 1970]);
    }
}
