using System.Text.RegularExpressions;
using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lanekeeper.Browser.Tests.Runs;

/// <summary>An engineer finds a run, sees why, and stops it.</summary>
public sealed class RunFlowTests(Chromium chromium, Site site) : IClassFixture<Site>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_script_a_run_is_found_opened_at_a_step_and_cancelled()
    {
        var run = await site.AskAsync("Where is the blue kettle?", Stop);
        await using var visitor = await chromium.SignInAsync(site, Role.Operator, Screen.Desk with { Script = false });

        await visitor.GoAsync(WebPaths.Runs);
        await visitor.Page.GetByLabel("Title has").FillAsync("blue KETTLE");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Where is the blue kettle?" }).ClickAsync();
        await visitor.JudgeAsync();
        (await visitor.Page.Locator("h1").First.TextContentAsync()).ShouldBe("Where is the blue kettle?");

        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "triage" }).ClickAsync();
        await visitor.JudgeAsync();
        (await visitor.Page.Locator(".filled-view mark code").AllTextContentsAsync()).ShouldContain("steps.passages.output.text");

        await visitor.Page.GetByText("Cancel", new() { Exact = true }).ClickAsync();
        await visitor.Page.GetByLabel("Why, for those").FillAsync("answered by phone");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel this run" }).ClickAsync();
        await visitor.JudgeAsync();
        visitor.Page.Url.ShouldEndWith("?done=cancelled");
        (await site.Client.GetAsync<RunDetail>(ApiPaths.Run(run.Id), Stop)).Value.Run.State.ShouldBe(RunState.Cancelled);
    }

    [Fact]
    public async Task A_viewer_sees_the_run_and_neither_prompts_nor_buttons()
    {
        var run = await site.AskAsync("Where is the red kettle?", Stop);
        await using var visitor = await chromium.SignInAsync(site, Role.Viewer);

        await visitor.GoAsync(WebPaths.RunStep(run.Id, "triage"));

        (await visitor.Page.Locator(".filled-view").CountAsync()).ShouldBe(0);
        (await visitor.Page.GetByText("are shown to reviewers").CountAsync()).ShouldBe(1);
        (await visitor.Page.Locator(".run-actions").CountAsync()).ShouldBe(0);
        (await visitor.Page.GetByText("Its input is shown to reviewers").CountAsync()).ShouldBe(1);
        (await visitor.Page.Locator(".step-pane h3").AllTextContentsAsync()).ShouldNotContain(heading => heading.StartsWith("Answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_says_why_a_run_failed()
    {
        await using var visitor = await chromium.SignInAsync(site, Role.Viewer);

        await visitor.GoAsync($"{WebPaths.Runs}?workflow={SiteProject.Away}");

        (await visitor.Page.Locator("tbody tr").First.Locator("td").Nth(1).TextContentAsync()).ShouldBe("not reachable");
    }

    [Fact]
    public async Task The_page_of_a_run_follows_it_and_leaves_alone_what_somebody_has_opened()
    {
        var run = await site.AskAsync("Where is the white kettle?", Stop);
        await using var visitor = await chromium.SignInAsync(site, Role.Reviewer);
        await visitor.Page.Clock.InstallAsync();
        await visitor.GoAsync(WebPaths.Run(run.Id));
        await visitor.Page.GetByText("Input", new() { Exact = true }).ClickAsync();

        await CancelAsync(run, site);
        await visitor.Page.Clock.FastForwardAsync(10_000);

        await Expect(visitor.Page.Locator(".run-head .tag").First).ToHaveTextAsync("cancelled");
        await Expect(visitor.Page.Locator("#live")).ToHaveTextAsync("The run is cancelled.");
        await Expect(visitor.Page.Locator(".run-page-whole > .disclosure")).ToHaveAttributeAsync("open", "");
        await Expect(visitor.Page.Locator(".run-page")).Not.ToHaveAttributeAsync("data-every", new Regex(".*"));
        visitor.Page.Url.ShouldEndWith(WebPaths.Run(run.Id));
        await visitor.JudgeAsync();
    }

    [Fact]
    public async Task The_page_of_a_run_stands_still_while_somebody_writes_why_they_cancel_it()
    {
        var run = await site.AskAsync("Where is the grey kettle?", Stop);
        await using var visitor = await chromium.SignInAsync(site, Role.Operator);
        await visitor.GoAsync(WebPaths.Run(run.Id));
        await visitor.Page.GetByText("Cancel", new() { Exact = true }).ClickAsync();
        await visitor.Page.GetByLabel("Why, for those").FillAsync("answered by pho");
        var asked = 0;
        visitor.Page.Request += (_, _) => asked++;

        await CancelAsync(run, site);
        await LookAsync(visitor);

        asked.ShouldBe(0);
        await Expect(visitor.Page.GetByLabel("Why, for those")).ToHaveValueAsync("answered by pho");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await visitor.Page.GetByText("Cancel", new() { Exact = true }).ClickAsync();
        await LookAsync(visitor);
        await Expect(visitor.Page.Locator(".run-actions")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_a_phone_no_table_of_calls_and_failures_is_wider_than_the_screen()
    {
        var call = Site.Must(await site.Client.GetAsync<Page<CallRow>>($"{ApiPaths.Calls}?workflow={SiteProject.Away}&limit=1", Stop)).Items[0];
        await using var visitor = await chromium.SignInAsync(site, Role.Operator, Screen.Phone);
        foreach (var path in new[] { WebPaths.Call(call.Id), WebPaths.RunStep(call.RunId!.Value, call.StepId!), WebPaths.Today })
        {
            await visitor.GoAsync(path);
            var tables = visitor.Page.Locator(".data-table-region:visible");
            (await tables.CountAsync()).ShouldBeGreaterThan(0);
            (await tables.EvaluateAllAsync<bool>("tables => tables.every(one => one.scrollWidth <= one.clientWidth)")).ShouldBeTrue(path);
        }
    }

    [Fact]
    public async Task An_id_is_copied_by_its_button()
    {
        var run = await site.AskAsync("Where is the green kettle?", Stop);
        await using var visitor = await chromium.SignInAsync(site, Role.Operator);
        await visitor.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await visitor.GoAsync(WebPaths.Run(run.Id));
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Copy run id" }).ClickAsync();

        await Patiently.AskAsync(() => visitor.Page.EvaluateAsync<string>("navigator.clipboard.readText()"), copied => copied == run.Id.ToString(), Stop);
    }

    private static async Task CancelAsync(Run run, Site site) => Site.Must(await site.Client.PostAsync<Run>(ApiPaths.CancelRun(run.Id), new { }, Stop));

    // As when somebody comes back to the tab; the page would look by itself a few seconds later.
    private static async Task LookAsync(Visitor visitor) => await visitor.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
}
