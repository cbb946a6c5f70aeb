using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Safety;

/// <summary>What a real browser does with a page of ours that somebody else tries to use.</summary>
public sealed class BrowserRuleTests(Chromium chromium, SharedSite shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_in_a_frame_of_another_site_stays_empty()
    {
        var site = await shared.OpenAsync();
        await using var visitor = await chromium.SignInAsync(site, Role.Admin);
        await ServeElsewhereAsync(visitor, $"<iframe src='{site.Address}'></iframe>");

        await visitor.Page.GotoAsync("http://elsewhere.test/");

        var frame = visitor.Page.Frames.Single(one => one.ParentFrame is not null);
        (await frame.ContentAsync()).ShouldNotContain("Lanekeeper");
        frame.Url.ShouldStartWith("chrome-error:", customMessage: string.Join('\n', visitor.Watch.Take()));
    }

    [Fact]
    public async Task A_form_of_another_site_changes_nothing()
    {
        var site = await shared.OpenAsync();
        await using var visitor = await chromium.SignInAsync(site, Role.Admin);
        await ServeElsewhereAsync(visitor, $"<form method=post action='{new Uri(site.Address, "/theme")}'><input name=theme value=dark><button>Win a prize</button></form>");
        await visitor.Page.GotoAsync("http://elsewhere.test/");

        var answer = await visitor.Page.RunAndWaitForResponseAsync(() => visitor.Page.ClickAsync("button"), response => response.Url.EndsWith("/theme", StringComparison.Ordinal));

        answer.Status.ShouldBe(400);
        (await visitor.Context.CookiesAsync()).ShouldNotContain(cookie => cookie.Name == "lanekeeper_theme");
    }

    [Fact]
    public async Task The_cookie_of_a_session_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var site = await shared.OpenAsync();
        await using var visitor = await chromium.SignInAsync(site, Role.Viewer);
        await visitor.GoAsync(WebPaths.Today);

        var cookies = await visitor.Context.CookiesAsync();
        cookies.ShouldNotBeEmpty();
        cookies.ShouldAllBe(cookie => cookie.HttpOnly && cookie.Path == "/" && cookie.SameSite != Microsoft.Playwright.SameSiteAttribute.None);
        (await visitor.Page.EvaluateAsync<string>("document.cookie")).ShouldBeEmpty();
        cookies.ShouldAllBe(cookie => cookie.Domain == site.Address.Host, "none is for a whole domain");
    }

    [Fact]
    public async Task A_one_time_link_that_is_only_opened_still_works_and_one_that_was_used_does_not()
    {
        var site = await shared.OpenAsync();
        var link = await site.Sessions.LinkAsync(Role.Viewer, $"once-{Guid.NewGuid():N}@example.com", Stop);
        await using var scanner = await chromium.VisitAsync(site);
        (await scanner.GoAsync(link)).ShouldBe(200);
        (await scanner.GoAsync(link)).ShouldBe(200);
        await using var person = await chromium.VisitAsync(site);
        await Sessions.WelcomeAsync(person, link);

        (await scanner.GoAsync(link)).ShouldBeGreaterThanOrEqualTo(400);
        (await scanner.Page.InnerTextAsync("main")).ShouldContain("link");
    }

    private static async Task ServeElsewhereAsync(Visitor visitor, string html) =>
        await visitor.Context.RouteAsync("http://elsewhere.test/**", route => route.FulfillAsync(new() { ContentType = "text/html", Body = html }));
}
