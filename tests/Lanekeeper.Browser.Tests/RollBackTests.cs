using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Cli;
using Lanekeeper.Project;
using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests;

/// <summary>Undoing a deployment: what will change is seen first, and nobody undoes what they have not seen.</summary>
public sealed class RollBackTests(Chromium chromium, Site site) : IClassFixture<Site>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_operator_sees_what_will_change_says_why_and_rolls_back(bool script)
    {
        var good = await LatestAsync();
        await DeployAsync($"Be brief ({script})", $"Always be brief, {script}.");
        await using var visitor = await chromium.SignInAsync(site, Role.Operator, new() { Script = script });
        var page = visitor.Page;
        await visitor.GoAsync(WebPaths.Workflow("support"));
        await page.GetByRole(AriaRole.Region, new() { Name = "Deployments" }).Locator("tbody a").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Roll back to the one before it" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Sources do not roll back")).ToBeVisibleAsync();
        (await page.Locator(".difference-row.removed").AllTextContentsAsync()).ShouldContain(line => line.Contains("Always be brief"));
        await visitor.JudgeAsync();
        await visitor.ShotAsync(script ? "roll-back" : "roll-back-without-script");

        await page.GetByLabel("Why").FillAsync("   ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was rolled back");
        await page.GetByLabel("Why").FillAsync("Customers found it curt <b>");
        await page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync();

        await Assertions.Expect(page.GetByText("Rolled back; new runs use this snapshot.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("live, rolled back")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Customers found it curt <b>")).ToBeVisibleAsync();
        await visitor.JudgeAsync();
        (await LatestAsync()).ShouldSatisfyAllConditions(
            latest => latest.IsLive.ShouldBeTrue(),
            latest => latest.Snapshot.ShouldBe(good.Snapshot),
            latest => latest.Note.ShouldBe("Customers found it curt <b>"),
            latest => latest.DeployedBy.ShouldBe("operator@example.com"));
    }

    [Fact]
    public async Task Who_was_shown_another_live_snapshot_rolls_nothing_back()
    {
        await DeployAsync("shown", "This was shown as live.");
        await using var visitor = await chromium.SignInAsync(site, Role.Operator);
        var page = visitor.Page;
        await visitor.GoAsync(WebPaths.Deployments);
        await page.Locator("tbody a").First.ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Roll back" }).ClickAsync();
        await page.GetByLabel("Why").FillAsync("a reason worth keeping");
        await DeployAsync("meanwhile", "This came meanwhile.");

        var answer = await page.RunAndWaitForResponseAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Roll back" }).ClickAsync(), response => response.Request.Method == "POST");

        answer.Status.ShouldBe(409);
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("nothing was rolled back");
        await Assertions.Expect(page.GetByLabel("Why")).ToHaveValueAsync("a reason worth keeping");
        (await page.Locator(".difference-row.removed").AllTextContentsAsync()).ShouldContain(line => line.Contains("This came meanwhile"));
        (await LatestAsync()).Note.ShouldBe("meanwhile");
    }

    [Fact]
    public async Task A_reviewer_sees_deployments_and_no_way_to_undo_them()
    {
        await DeployAsync("looked at", "To be looked at.");
        await using var visitor = await chromium.SignInAsync(site, Role.Reviewer);
        await visitor.GoAsync(WebPaths.Deployments);
        await visitor.Page.Locator("tbody a").First.ClickAsync();

        (await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Roll back" }).CountAsync()).ShouldBe(0);
        var answer = await visitor.Page.GotoAsync(new Uri(visitor.Page.Url).AbsolutePath + "/roll-back");
        answer!.Status.ShouldBe(403);
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(390)]
    public async Task A_deployments_page_ends_where_its_last_change_does(int width)
    {
        await DeployAsync("long", string.Join('\n', Enumerable.Range(1, 200).Select(line => $"Line {line} of a long prompt.")));
        await using var visitor = await chromium.SignInAsync(site, Role.Reviewer, new() { Width = width });

        await visitor.GoAsync(WebPaths.Deployment((await LatestAsync()).Id));

        (await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollHeight - document.body.offsetHeight")).ShouldBe(0);
    }

    private async Task DeployAsync(string note, string sentence)
    {
        using var folder = new TempFolder();
        var project = folder.Sub("project");
        Site.Must(Projects.WriteTemplate("support-desk", project));
        await File.AppendAllTextAsync(Path.Combine(project, "prompts", "triage.md"), $"\n{sentence}\n", Stop);
        Site.Must(await new ProjectDeployer(site.Client).DeployAsync(Site.Must(Projects.Read(project)), project, note, Stop));
    }

    private async Task<Deployment> LatestAsync() => Site.Must(await site.Client.GetAsync<Page<Deployment>>(ApiPaths.Deployments, Stop)).Items[0];
}
