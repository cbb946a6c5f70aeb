using Lanekeeper.Models.Baseline.Extracting;

namespace Lanekeeper.Rooms.Tests.Models.Baseline.Extracting;

public sealed class IdsTests
{
    private static readonly Cues OrderId = Cues.From(["order id"]);

    [Theory]
    [InlineData("my order 20415 has not come", "20415")]
    [InlineData("about #4417", "4417")]
    [InlineData("it says INV-2026-0042 on top", "INV-2026-0042")]
    public void An_id_is_found_by_what_announces_it_or_by_its_looks(string text, string id)
    {
        Ids.ByLooks(text, OrderId).ShouldHaveSingleItem().Value.ShouldBe(id);
    }

    [Theory]
    [InlineData("on the 2nd at 10am I had 350 grams")]
    [InlineData("it cost 119.00 on 2026-03-14")]
    [InlineData("mail a1b2c3@example.com")]
    public void Other_words_with_digits_are_none(string text)
    {
        Ids.ByLooks(text, OrderId).ShouldBeEmpty();
    }

    [Fact]
    public void A_pattern_for_the_whole_value_is_looked_for_within_the_text()
    {
        Ids.ByPattern("Orders BW-20415 and XBW-20416x, please", @"^BW-\d{5}$").ShouldHaveSingleItem().Value.ShouldBe("BW-20415");
    }

    [Theory]
    [InlineData("(")]
    [InlineData(@"(a)\1")]
    public void A_pattern_that_cannot_be_matched_in_linear_time_finds_nothing(string pattern)
    {
        Ids.ByPattern("aa (", pattern).ShouldBeEmpty();
    }
}
