using System.Text.RegularExpressions;
using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Permissions;
using Microsoft.Playwright;
using Visitor = Lanekeeper.Browser.Tests.Harness.Visitor;

namespace Lanekeeper.Browser.Tests;

/// <summary>Coming in, being invited, and looking after one's account.</summary>
public sealed partial class SignInTests(Chromium chromium, Site site) : IClassFixture<Site>
{
    private const string Password = "seven grey herons";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_link_lets_in_with_one_click_and_once()
    {
        var link = await LinkAsync("admin@localhost");
        await using var visitor = await chromium.VisitAsync(site);
        await using var late = await chromium.VisitAsync(site);

        await visitor.GoAsync(link);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Open Lanekeeper" }).ClickAsync();
        await visitor.Page.ArriveAsync("^/inbox$");

        (await visitor.GoAsync(WebPaths.People)).ShouldBe(200);
        (await late.Page.GotoAsync(link))!.Status.ShouldBe(404);
        (await late.Page.GetByRole(AriaRole.Alert).TextContentAsync())!.ShouldContain("lanekeeper sign-in");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_invited_person_sets_a_password_signs_out_and_comes_back(bool script)
    {
        var email = $"ida-{script}@example.com".ToLowerInvariant();
        await using var admin = await chromium.SignInAsync(site, Role.Admin);
        await admin.GoAsync(WebPaths.People);
        await admin.Page.GetByText("Invite somebody").ClickAsync();
        await admin.Page.GetByLabel("Name").FillAsync("Ida Heron");
        await admin.Page.GetByLabel("E-mail").FillAsync(email);
        await admin.Page.GetByLabel("Role").SelectOptionAsync("reviewer");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Make an invitation link" }).ClickAsync();
        var link = (await admin.Page.Locator(".once-note code").TextContentAsync())!;
        await admin.ShotAsync("person-invited");

        await using var ida = await chromium.VisitAsync(site, new() { Script = script });
        await ida.GoAsync(link);
        await ida.Page.GetByLabel("Password").FillAsync("short");
        await ida.Page.Locator("form").First.EvaluateAsync("form => form.noValidate = true");
        await ida.Page.GetByRole(AriaRole.Button, new() { Name = "Save and open" }).ClickAsync();
        (await ida.Page.GetByRole(AriaRole.Alert).TextContentAsync())!.ShouldContain("12 characters or more");
        await ida.Page.GetByLabel("Password").FillAsync(Password);
        await ida.Page.GetByRole(AriaRole.Button, new() { Name = "Save and open" }).ClickAsync();
        await ida.Page.ArriveAsync("^/inbox$");
        await ida.GoAsync(WebPaths.Account);
        await ida.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();

        await ida.GoAsync(WebPaths.Account);
        new Uri(ida.Page.Url).PathAndQuery.ShouldBe(WebPaths.SignIn(WebPaths.Account));
        await EnterAsync(ida, email, "wrong wrong wrong");
        (await ida.Page.GetByRole(AriaRole.Alert).TextContentAsync())!.ShouldContain("do not belong together");
        (await ida.Page.GetByLabel("E-mail").InputValueAsync()).ShouldBe(email, "what was typed stays");
        await ida.ShotAsync("sign-in-wrong");
        await EnterAsync(ida, email, Password);
        await ida.Page.ArriveAsync("^/account$");
        await ida.JudgeAsync();
    }

    [Fact]
    public async Task A_key_is_shown_once_and_can_be_revoked()
    {
        await using var person = await chromium.SignInAsync(site, Role.Operator);
        await person.GoAsync(WebPaths.Account);

        await person.Page.GetByLabel("What the key is for").FillAsync("nightly <b>import</b>");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Make a key" }).ClickAsync();
        var key = (await person.Page.Locator(".once-note code").First.TextContentAsync())!;
        await person.JudgeAsync();
        await person.ShotAsync("account-key");

        KeyShape().IsMatch(key).ShouldBeTrue();
        (await WhoamiAsync(key)).ShouldBeTrue();
        await person.GoAsync(WebPaths.Account);
        (await person.Page.ContentAsync()).ShouldNotContain(key);
        await person.Page.GetByText("Revoke the key for nightly").ClickAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Revoke for good" }).ClickAsync();
        await person.Page.GetByText("The key is revoked.").WaitForAsync();
        (await WhoamiAsync(key)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_disabled_person_is_out_and_the_last_admin_stays()
    {
        await using var admin = await chromium.SignInAsync(site, Role.Admin, email: "boss@example.com");
        await using var person = await chromium.SignInAsync(site, Role.Reviewer, email: "leaver@example.com");
        (await person.GoAsync(WebPaths.Today)).ShouldBe(200);
        var account = Site.Must(await site.Client.GetAsync<Page<Account>>(ApiPaths.Accounts, Stop)).Items.Single(one => one.Email == "leaver@example.com");

        await admin.GoAsync(WebPaths.Person(account.Id));
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Disable this account" }).ClickAsync();
        await admin.Page.GetByText("The account is disabled.").WaitForAsync();
        await admin.JudgeAsync();
        await admin.ShotAsync("person-disabled");

        await person.GoAsync(WebPaths.Today);
        new Uri(person.Page.Url).AbsolutePath.ShouldBe(WebPaths.SignIn());
        await using var viewer = await chromium.SignInAsync(site, Role.Viewer);
        (await viewer.Page.GotoAsync(WebPaths.People))!.Status.ShouldBe(403);
        (await viewer.Page.GotoAsync(WebPaths.Person(account.Id)))!.Status.ShouldBe(403);
    }

    private static async Task EnterAsync(Visitor visitor, string email, string password)
    {
        await visitor.Page.GetByLabel("E-mail").FillAsync(email);
        await visitor.Page.GetByLabel("Password").FillAsync(password);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private async Task<string> LinkAsync(string email)
    {
        var account = Site.Must(await site.Client.GetAsync<Page<Account>>(ApiPaths.Accounts, Stop)).Items.Single(one => one.Email == email);
        return Site.Must(await site.Client.PostAsync<LinkWire>(ApiPaths.Links(account.Id), new { }, Stop)).Url;
    }

    private async Task<bool> WhoamiAsync(string key)
    {
        using var client = new Lanekeeper.Cli.ServerClient(site.Address, key);
        return (await client.GetAsync<WhoamiWire>(ApiPaths.Whoami, Stop)).Problem is null;
    }

    [GeneratedRegex("^lk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$")]
    private static partial Regex KeyShape();
}
