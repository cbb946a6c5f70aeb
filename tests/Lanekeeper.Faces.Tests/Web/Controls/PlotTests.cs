using Lanekeeper.Web.Controls;

namespace Lanekeeper.Faces.Tests.Web.Controls;

public sealed class PlotTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NaN, 1)]
    [InlineData(1, 1)]
    [InlineData(0.0042, 0.006)]
    [InlineData(61, 80)]
    [InlineData(2_551, 4_000)]
    [InlineData(9.1, 10)]
    public void An_axis_ends_at_the_next_short_number(double value, double top) => Plot.RoundUp(value).ShouldBe(top, 1e-12);

    [Fact]
    public void A_day_without_a_value_is_a_gap_and_one_alone_a_dot()
    {
        double?[] values = [0, 10, null, 5, null];

        Plot.Line(values, 10).ShouldBe("M0 100L250 0M750 50");
        Plot.Dots(values, 10).ShouldBe("M750 50h0.01");
    }

    [Fact]
    public void Values_beyond_the_axis_stay_within_the_box() => Plot.Line([double.PositiveInfinity, -3], 10).ShouldBe("M0 0L1000 100");
}
