using Lanekeeper.Web.Design;

namespace Lanekeeper.Faces.Tests.Web.Design;

public sealed class TokenTests
{
    private static readonly string[] Lines = ["outline", "series-2", "series-3"];

    [Fact]
    public void Every_ink_is_legible_on_all_that_it_is_set_on()
    {
        var measured = Tokens.Read().Where(token => token.LightContrast is not null).ToList();

        measured.Count.ShouldBeGreaterThan(8);
        measured.ShouldAllBe(token => Math.Min(token.LightContrast!.Value, token.DarkContrast!.Value) >= (Lines.Contains(token.Name) ? 3 : 4.5));
    }

    [Fact]
    public void Black_on_white_is_21_to_1() => Oklch.Parse("oklch(100% 0 0)").ContrastWith(Oklch.Parse("oklch(0% 0 0)")).ShouldBe(21, 0.01);
}
