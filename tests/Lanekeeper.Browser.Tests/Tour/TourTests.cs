using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>Every page on every screen: pictures for people, axe-core and the visitor's own demands for the machine.</summary>
/// <remarks>A class of its own beside the walk by keyboard, so that the two run side by side.</remarks>
public sealed class TourTests(Chromium chromium, SharedSite shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TourPages.Names), MemberType = typeof(TourPages))]
    public async Task Every_page_is_accessible_and_fits_on_every_screen(string name)
    {
        var site = await shared.OpenAsync();
        var page = TourPages.Named(name);
        var address = await page.Find(site, Stop);
        var faults = new List<string>();
        await using var visitor = await page.OpenAsync(chromium, site, Screen.Desk);
        (await visitor.GoAsync(address)).ShouldBe(page.Status);
        faults.AddRange(await JudgeAsync(visitor, name, onlyColours: false));
        await visitor.TurnAsync(dark: true);
        faults.AddRange(await JudgeAsync(visitor, name, onlyColours: true));

        await visitor.ResizeAsync(Screen.Phone);
        faults.AddRange(await JudgeAsync(visitor, name, onlyColours: true));
        await visitor.TurnAsync(dark: false);
        faults.AddRange(await JudgeAsync(visitor, name, onlyColours: false));

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void No_page_is_missing_on_the_tour() =>
        Routes.All.Where(route => route.Method == "GET").Select(route => "/" + route.Pattern.TrimStart('/')).Distinct()
            .Except(TourPages.NoPages).Except(TourPages.All.Select(page => page.Pattern))
            .ShouldBeEmpty("Add these to TourPages.");

    private static async Task<IEnumerable<string>> JudgeAsync(Visitor visitor, string name, bool onlyColours)
    {
        await visitor.ShotAsync(name);
        return (await visitor.AxeAsync(onlyColours)).Select(fault => $"{visitor.Screen.Name}: {fault}");
    }
}
