using Lanekeeper.Web.Controls;

namespace Lanekeeper.Faces.Tests.Web.Controls;

public sealed class SpanAxisTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Work_without_waiting_is_drawn_to_scale()
    {
        var axis = new SpanAxis(Start, At(10), [(At(0), At(6)), (At(4), At(10))]);

        axis.IsShortened.ShouldBeFalse();
        axis.Place(At(5)).ShouldBe(500, 0.001);
        axis.Place(At(10)).ShouldBe(SpanAxis.Width, 0.001);
    }

    [Fact]
    public void A_day_of_waiting_does_not_hide_two_seconds_of_work()
    {
        var axis = new SpanAxis(Start, At(86_400), [(At(0), At(1)), (At(86_399), At(86_400))]);

        axis.IsShortened.ShouldBeTrue();
        axis.Place(At(1)).ShouldBe(375, 0.001);
        axis.Place(At(86_399)).ShouldBe(625, 0.001);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 3)]
    [InlineData(3, 10)]
    public void No_moment_falls_off_the_line_and_later_is_never_to_the_left(int end, int work)
    {
        var axis = new SpanAxis(Start, At(end), [(At(work), At(end)), (At(-5), At(1)), (At(2), At(2))]);
        var places = Enumerable.Range(-20, 50).Select(second => axis.Place(At(second))).ToList();

        places.ShouldAllBe(place => place >= 0 && place <= SpanAxis.Width + 0.001);
        places.ShouldBe(places.Order());
    }

    private static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);
}
