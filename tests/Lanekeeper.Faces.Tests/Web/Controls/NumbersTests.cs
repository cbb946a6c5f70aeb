using Lanekeeper.Web.Controls;

namespace Lanekeeper.Faces.Tests.Web.Controls;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(3.14, "3.1 ms")]
    [InlineData(999.4, "999 ms")]
    [InlineData(999.6, "1.00 s")]
    [InlineData(12_340, "12.3 s")]
    [InlineData(59_970, "1 min")]
    [InlineData(192_000, "3 min 12 s")]
    [InlineData(3_600_000, "1 h")]
    [InlineData(100_000_000, "1 d 3 h")]
    public void Times_take_the_units_that_people_would(double ms, string said) => Numbers.Say(ms).ShouldBe(said);

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0.0000000001", "<0.000001")]
    [InlineData("0.00012345", "0.000123")]
    [InlineData("0.01234", "0.0123")]
    [InlineData("1234.567", "1,234.57")]
    public void Money_is_never_rounded_to_nothing(string usd, string said) => Numbers.Usd(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(said);

    [Fact]
    public async Task What_is_not_known_is_never_shown_as_nothing()
    {
        (await Rendering.ControlAsync<Money>(new() { ["Usd"] = null })).ShouldContain("unknown");
        (await Rendering.ControlAsync<Money>(new() { ["Usd"] = 0m, ["Unknown"] = 2L })).ShouldNotContain(">0<");
        (await Rendering.ControlAsync<Money>(new() { ["Usd"] = 0.5m, ["Unknown"] = 2L })).ShouldContain("and unknown");
        (await Rendering.ControlAsync<Money>(new() { ["Usd"] = 0m })).ShouldContain("0");
        (await Rendering.ControlAsync<Duration>(new() { ["Ms"] = null })).ShouldContain("not known");
    }
}
