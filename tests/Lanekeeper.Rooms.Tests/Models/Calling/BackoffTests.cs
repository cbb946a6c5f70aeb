using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Models;
using Lanekeeper.Models.Calling;

namespace Lanekeeper.Rooms.Tests.Models.Calling;

public sealed class BackoffTests
{
    private static readonly ModelsOptions Options = new();

    [Theory]
    [InlineData(1, 250, 500)]
    [InlineData(2, 500, 1000)]
    [InlineData(3, 1000, 2000)]
    [InlineData(5, 4000, 8000)]
    [InlineData(60, 4000, 8000)]
    public void Waits_double_up_to_a_limit_and_half_of_each_is_chance(int failures, int least, int most)
    {
        Backoff.Wait(failures, null, Options, 0).TotalMilliseconds.ShouldBe(least);
        Backoff.Wait(failures, null, Options, 1).TotalMilliseconds.ShouldBe(most);
    }

    [Fact]
    public void A_hint_is_never_cut_short() =>
        Prop.ForAll(
            Gen.Choose(0, 100_000).ToArbitrary(),
            Gen.Choose(1, 100).ToArbitrary(),
            (hint, failures) => Backoff.Wait(failures, TimeSpan.FromMilliseconds(hint), Options, 0.3) >= TimeSpan.FromMilliseconds(hint)).QuickCheckThrowOnFailure();
}
