using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>Every page without a mouse.</summary>
public sealed class KeyboardTests(Chromium chromium, SharedSite shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TourPages.Names), MemberType = typeof(TourPages))]
    public async Task Every_page_can_be_walked_by_keyboard_at_twice_the_size_and_without_motion(string name)
    {
        var site = await shared.OpenAsync();
        var page = TourPages.Named(name);
        await using var visitor = await page.OpenAsync(chromium, site, new Screen { Width = 720, Height = 450, Scale = 2, ReducedMotion = true });

        await visitor.GoAsync(await page.Find(site, Stop));

        (await Keyboard.MovingAsync(visitor.Page)).ShouldBeEmpty("these move although less motion is wished for");
        var walk = await Keyboard.WalkAsync(visitor.Page);
        walk.First.ShouldContain("skip", customMessage: "the first Tab reaches the way to the content");
        walk.Unreached.ShouldBeEmpty("Tab does not reach these");
        walk.Unseen.ShouldBeEmpty("nothing shows that these have the focus");
    }
}
