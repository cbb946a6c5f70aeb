using Lanekeeper.Web.Controls;

namespace Lanekeeper.Faces.Tests.Web.Controls;

public sealed class RelativeTests
{
    [Theory]
    [InlineData("6.23:59:58", "in 7 d")]
    [InlineData("6.11:00:00", "in 6 d")]
    [InlineData("1.23:40:00", "in 2 d")]
    [InlineData("00:59:58", "in 1 h")]
    [InlineData("00:01:40", "in 2 min")]
    [InlineData("00:00:59.8", "in 1 min")]
    [InlineData("00:00:04.4", "in 4 s")]
    [InlineData("00:00:00", "now")]
    [InlineData("-00:00:59.8", "59 s ago")]
    [InlineData("-6.23:59:58", "6 d ago")]
    public void A_time_to_come_is_said_to_the_nearest_and_one_gone_by_in_full_units(string until, string said) =>
        Relative.Say(Rendering.Now + TimeSpan.Parse(until, System.Globalization.CultureInfo.InvariantCulture), Rendering.Now).ShouldBe(said);
}
