using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests;

public sealed class HomeTests(Chromium chromium, SharedSite shared)
{
    [Fact]
    public async Task Somebody_who_is_signed_in_sees_the_first_page()
    {
        await using var visitor = await chromium.SignInAsync(await shared.OpenAsync(), Role.Reviewer);

        (await visitor.GoAsync(WebPaths.Today)).ShouldBe(200);

        (await visitor.Page.TitleAsync()).ShouldContain("Today");
        (await visitor.AxeAsync()).ShouldBeEmpty();
        await visitor.ShotAsync("today");
    }

    [Fact]
    public async Task Nobody_is_sent_to_sign_in()
    {
        await using var visitor = await chromium.VisitAsync(await shared.OpenAsync());

        await visitor.GoAsync(WebPaths.Today);

        new Uri(visitor.Page.Url).AbsolutePath.ShouldBe(WebPaths.SignIn());
    }
}
