using System.Text.Json.Nodes;
using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Orchestration;
using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>How text of others is set: on paper, and where lines run both ways.</summary>
public sealed class WritingTests(Chromium chromium, Site site) : IClassFixture<Site>
{
    private const string Hebrew = "שלום, ההזמנה שלי לא הגיעה.";

    // Whether the full stop stands at the left of the line's first letter.
    private const string RunsToTheLeft =
        """
        (box, words) => {
          const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at < 0) continue;
            const place = index => {
              const range = document.createRange();
              range.setStart(walker.currentNode, index);
              range.setEnd(walker.currentNode, index + 1);
              return range.getBoundingClientRect().left;
            };
            return place(at + words.length - 1) < place(at);
          }
          return false;
        }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_line_runs_the_way_its_own_letters_do()
    {
        var run = await site.SendAsync(
            new JsonObject
            {
                ["id"] = "both-ways",
                ["from"] = "noa@example.org",
                ["name"] = "Noa",
                ["subject"] = "My order",
                ["body"] = $"Where is my order BW-20415? It should have come on Monday.\n{Hebrew}\nRegards",
                ["received_at"] = "2026-06-02T14:23:00Z",
            },
            Stop);
        var call = Site.Must(await site.Client.GetAsync<RunDetail>(ApiPaths.Run(run.Id), Stop)).Steps.First(step => step.CallId is not null).CallId!.Value;
        await using var visitor = await chromium.SignInAsync(site, Role.Admin);

        foreach (var (path, box) in new[]
        {
            (WebPaths.Call(call), ".turn-view-text"),
            (WebPaths.RunStep(run.Id, "triage"), ".filled-view"),
            (WebPaths.Card(run.ApprovalId!.Value), ".quote blockquote"),
        })
        {
            await visitor.GoAsync(path);
            (await visitor.Page.Locator(box).Filter(new() { HasText = Hebrew }).First.EvaluateAsync<bool>($"box => ({RunsToTheLeft})(box, '{Hebrew}')")).ShouldBeTrue(path);
        }
    }

    [Fact]
    public async Task On_paper_a_card_holds_what_is_folded_away_on_the_screen()
    {
        await using var visitor = await chromium.SignInAsync(site, Role.Admin);
        await visitor.GoAsync(WebPaths.Card(await site.CardAsync(Stop)));
        var exactly = visitor.Page.Locator(".card-arguments");
        (await exactly.EvaluateAsync<bool>("one => one.checkVisibility({ contentVisibilityAuto: true })")).ShouldBeFalse();

        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        (await exactly.EvaluateAsync<bool>("one => one.checkVisibility({ contentVisibilityAuto: true }) && one.getBoundingClientRect().height > 0")).ShouldBeTrue();
    }
}
