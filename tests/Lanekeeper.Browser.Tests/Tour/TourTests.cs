using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>Every page on every screen: pictures for people, axe-core and the visitor's own demands for the machine.</summary>
public sealed class TourTests(Chromium chromium, SharedSite shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => [.. TourPages.All.Select(page => page.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_page_is_accessible_and_fits_on_every_screen(string name)
    {
        var site = await shared.OpenAsync();
        var page = TourPages.All.Single(one => one.Name == name);
        var address = await page.Find(site, Stop);
        var faults = new List<string>();
        foreach (var screen in Screen.All)
        {
            await using var visitor = await OpenAsync(site, page, screen);
            (await visitor.GoAsync(address)).ShouldBe(page.Status);
            await visitor.ShotAsync(name);
            faults.AddRange((await visitor.AxeAsync()).Select(fault => $"{screen.Name}: {fault}"));
        }

        faults.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_page_can_be_walked_by_keyboard_at_twice_the_size_and_without_motion(string name)
    {
        var site = await shared.OpenAsync();
        var page = TourPages.All.Single(one => one.Name == name);
        await using var visitor = await OpenAsync(site, page, new Screen { Width = 720, Height = 450, Scale = 2, ReducedMotion = true });

        await visitor.GoAsync(await page.Find(site, Stop));

        (await Keyboard.MovingAsync(visitor.Page)).ShouldBeEmpty("these move although less motion is wished for");
        var walk = await Keyboard.WalkAsync(visitor.Page);
        walk.First.ShouldContain("skip", customMessage: "the first Tab reaches the way to the content");
        walk.Unreached.ShouldBeEmpty("Tab does not reach these");
        walk.Unseen.ShouldBeEmpty("nothing shows that these have the focus");
    }

    [Fact]
    public void No_page_is_missing_on_the_tour() =>
        Routes.All.Where(route => route.Method == "GET").Select(route => "/" + route.Pattern.TrimStart('/')).Distinct()
            .Except(TourPages.NoPages).Except(TourPages.All.Select(page => page.Pattern))
            .ShouldBeEmpty("Add these to TourPages.");

    private Task<Visitor> OpenAsync(Site site, TourPage page, Screen screen) =>
        page.As == Role.None ? chromium.VisitAsync(site, screen) : chromium.SignInAsync(site, page.As, screen);
}
