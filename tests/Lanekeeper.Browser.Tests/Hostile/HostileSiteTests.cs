using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Browser.Tests.Safety;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Browser.Tests.Hostile;

/// <summary>What hostile texts become on the pages of the real program: to a parser, and in a real browser.</summary>
public sealed class HostileSiteTests(Chromium chromium, HostileSite hostile) : IClassFixture<HostileSite>
{
    private static readonly string[] Lists = [WebPaths.Today, WebPaths.Inbox, WebPaths.Runs, WebPaths.Calls, WebPaths.Workflows, WebPaths.Workflow("mail"), WebPaths.People, WebPaths.Account];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task To_a_parser_every_page_is_our_elements_and_their_text()
    {
        using var admin = await PlainClient.SignInAsync(chromium, hostile.Site, Role.Admin);
        var faults = new List<string>();
        foreach (var address in Lists.Concat(hostile.Runs.SelectMany(Pages)))
        {
            using var answer = await admin.GetAsync(address, Stop);
            faults.AddRange(Markup.Foreign(Markup.Parse(await answer.Content.ReadAsStringAsync(Stop))).Select(fault => $"{address}: {fault}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_text_of_the_customer_and_of_the_model_is_there_to_be_read()
    {
        using var admin = await PlainClient.SignInAsync(chromium, hostile.Site, Role.Admin);
        var missing = new List<string>();
        foreach (var run in hostile.Runs)
        {
            foreach (var address in new[] { WebPaths.Card(run.Card), WebPaths.Call(run.Call), $"{WebPaths.Run(run.Id)}?step=triage" })
            {
                using var answer = await admin.GetAsync(address, Stop);
                answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, address);
                var words = Markup.Words(Markup.Parse(await answer.Content.ReadAsStringAsync(Stop)));
                missing.AddRange(run.Texts.Where(text => !Shows(words, text)).Select(text => $"{address}: {text}"));
            }
        }

        missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task In_a_browser_nothing_runs_nothing_leaves_and_nothing_sticks_out()
    {
        await using var visitor = await chromium.SignInAsync(hostile.Site, Role.Admin);
        await visitor.Context.AddInitScriptAsync("window.lkEvil = () => console.error('hostile script ran')");
        var addresses = Lists.Concat(hostile.Runs.SelectMany(Pages)).ToList();
        foreach (var (index, address) in addresses.Index())
        {
            // Half of the pages of each kind are first seen on a desk, half on a phone, and each then on the other.
            Screen[] screens = index % 2 == 0 ? [Screen.Desk, Screen.Phone] : [Screen.Phone, Screen.Desk];
            await visitor.ResizeAsync(screens[0]);
            (await visitor.GoAsync(address)).ShouldBeLessThan(500, address);
            await visitor.ResizeAsync(screens[1]);
            await visitor.JudgeAsync();
        }

        foreach (var (name, address) in new[] { ("hostile-card", WebPaths.Card(hostile.Runs[^1].Card)), ("hostile-runs", WebPaths.Runs) })
        {
            await visitor.GoAsync(address);
            foreach (var screen in Screen.All)
            {
                await visitor.ResizeAsync(screen);
                await visitor.ShotAsync(name);
            }
        }
    }

    // What nobody would see is there as its number, but in fields, which hold what was written.
    private static bool Shows(string words, string text) =>
        words.Contains(Markup.Bare(Foreign.Visible(text)), StringComparison.Ordinal) || words.Contains(Markup.Bare(text), StringComparison.Ordinal);

    private static string[] Pages(HostileRun run) =>
        [WebPaths.Card(run.Card), WebPaths.Run(run.Id), $"{WebPaths.Run(run.Id)}?step=triage", $"{WebPaths.Run(run.Id)}?step=act", WebPaths.Call(run.Call)];
}
