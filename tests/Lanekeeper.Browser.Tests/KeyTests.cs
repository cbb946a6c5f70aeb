using Lanekeeper.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests;

/// <summary>An operator gives an app its key, changes it for another, and takes it away.</summary>
public sealed class KeyTests(Chromium chromium, Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_key_is_made_shown_once_rotated_and_revoked()
    {
        await using var person = await chromium.SignInAsync(site, Role.Operator);
        await person.GoAsync(WebPaths.Keys);
        await person.ShotAsync("keys-none");
        await person.Page.GetByText("lanekeeper keys create").WaitForAsync();

        await person.Page.GetByText("Make a key").ClickAsync();
        await person.Page.GetByLabel("App").FillAsync("shop");
        await person.Page.GetByLabel("Workflows").FillAsync("support, Refunds");
        await person.Page.GetByLabel("Expires").SelectOptionAsync("90");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        (await person.Page.GetByRole(AriaRole.Alert).TextContentAsync())!.ShouldContain("'Refunds' is no workflow's name");
        (await person.Page.GetByLabel("App").InputValueAsync()).ShouldBe("shop", "what was typed stays");
        await person.JudgeAsync();
        await person.ShotAsync("keys-refused");

        await person.Page.GetByLabel("Workflows").FillAsync("support, refunds");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Make the key" }).ClickAsync();
        var old = (await person.Page.Locator("#once-text").TextContentAsync())!;
        (await person.Page.Locator("#lines-OpenAI").TextContentAsync()).ShouldBe($"OPENAI_BASE_URL={site.Address.AbsoluteUri}v1\nOPENAI_API_KEY={old}");
        (await person.AxeAsync()).ShouldBeEmpty();
        await person.JudgeAsync();
        await person.ShotAsync("key-made");

        await person.GoAsync(WebPaths.Keys);
        (await person.Page.ContentAsync()).ShouldNotContain(old[36..]);
        await person.ShotAsync("keys-one");
        await person.Page.Locator(".row-link").ClickAsync();
        await person.Page.GetByLabel("This one works for").SelectOptionAsync("168");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Make the new key" }).ClickAsync();
        (await person.Page.Locator("#once-text").TextContentAsync()).ShouldNotBe(old);

        await person.GoAsync(WebPaths.Key(Guid.ParseExact(old.AsSpan(3, 32), "N")));
        await person.Page.GetByText("Replaced by").WaitForAsync();
        await person.ShotAsync("key-replaced");
        await person.Page.GetByText("Revoke this key").ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke for good" }).ClickAsync();
        await person.Page.GetByText("The key is revoked.").WaitForAsync();
        await person.JudgeAsync();

        await using var viewer = await chromium.SignInAsync(site, Role.Reviewer);
        (await viewer.Page.GotoAsync(WebPaths.Keys))!.Status.ShouldBe(403);
    }
}
