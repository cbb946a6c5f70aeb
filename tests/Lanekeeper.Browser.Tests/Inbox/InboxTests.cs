using Lanekeeper.Approvals;
using Lanekeeper.Browser.Tests.Harness;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Lanekeeper.Browser.Tests.Inbox;

/// <summary>A reviewer at work, on a site of their own.</summary>
public sealed class InboxTests(Chromium chromium, Site site) : IClassFixture<Site>
{
    // A member of the group that the support desk asks.
    private const string Bo = "bo@example.com";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_card_is_approved_by_one_key_from_a_cold_page_and_taken_back_by_another()
    {
        await using var visitor = await OpenAsync();
        Guid card;
        var tries = 0;
        do
        {
            await visitor.GoAsync(WebPaths.Inbox);
            card = await CardOfAsync(visitor.Page);
            await visitor.Page.Keyboard.PressAsync("a");
            await Expect(visitor.Page.Locator(".toast")).ToContainTextAsync("Approved.");
            (await GetAsync(card)).State.ShouldBe(ApprovalState.Approved);
            await Expect(visitor.Page.Locator("#card-title")).ToBeFocusedAsync();
            await visitor.Page.Keyboard.PressAsync("z");
        }
        while (!await IsTakenBackAsync(card) && ++tries < 3);

        await visitor.Page.ArriveAsync($"^{WebPaths.Card(card)}$");
        (await GetAsync(card)).State.ShouldBe(ApprovalState.Pending);
        await Expect(visitor.Page.Locator("#card-title")).ToBeFocusedAsync();
        await visitor.JudgeAsync();
    }

    [Fact]
    public async Task An_approval_that_is_not_taken_back_takes_effect_and_the_run_goes_on()
    {
        var run = await site.AskAsync("Takes effect", Stop);
        await using var visitor = await OpenAsync();
        await visitor.GoAsync(WebPaths.Card(await CardOfRunAsync(run.Id)));

        await visitor.Page.Keyboard.PressAsync("a");

        await Expect(visitor.Page.Locator(".toast [data-count]")).ToHaveTextAsync("It is in effect.");
        await Expect(visitor.Page.Locator(".toast form")).ToHaveCountAsync(0);
        await visitor.Page.GetByText("Look at it").ClickAsync();
        await visitor.Page.WaitForFunctionAsync(
            "async () => (await (await fetch(location)).text()).includes('Executed')", null, new() { PollingInterval = 200 });
    }

    [Fact]
    public async Task A_viewer_sees_that_a_card_waits_and_not_the_message()
    {
        var run = await site.AskAsync("Where is the violet kettle?", Stop);
        var card = await CardOfRunAsync(run.Id);
        await using var visitor = await chromium.SignInAsync(site, Role.Viewer);

        await visitor.GoAsync(WebPaths.Card(card));

        await Expect(visitor.Page.Locator("#card-title")).ToContainTextAsync("Use ");
        await Expect(visitor.Page.Locator(".card")).ToContainTextAsync("are shown to reviewers");
        await Expect(visitor.Page.Locator("#card-message")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator("#card-evidence")).ToHaveCountAsync(0);
        await Expect(visitor.Page.Locator(".card-arguments")).ToHaveCountAsync(0);
        await visitor.JudgeAsync();
    }

    [Fact]
    public async Task Keys_walk_through_the_cards_and_stay_out_of_fields()
    {
        await using var visitor = await OpenAsync();
        var page = visitor.Page;
        await visitor.GoAsync(WebPaths.Inbox);
        var first = await CardOfAsync(page);

        await page.Keyboard.PressAsync("j");
        await page.ArriveAsync("^/inbox/.");
        var second = await CardOfAsync(page);
        second.ShouldNotBe(first);
        await Expect(page.Locator(".queue-item [aria-current=true]")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("k");
        await page.ArriveAsync($"^{WebPaths.Card(first)}$");

        await page.Keyboard.PressAsync("r");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("a wrong z word");
        await Expect(page.Locator("#field-words")).ToHaveValueAsync("a wrong z word");
        (await GetAsync(first)).State.ShouldBe(ApprovalState.Pending);
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#keys")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("t");
        await page.ArriveAsync("^/$");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_card_is_edited_in_two_steps_and_nothing_typed_is_lost(bool script)
    {
        await using var visitor = await OpenAsync(Screen.Desk with { Script = script });
        var page = visitor.Page;
        await visitor.GoAsync(WebPaths.Inbox);
        var card = await CardOfAsync(page);
        await page.Locator("a[data-key=e]").ClickAsync();
        var to = await page.GetByLabel("to", new() { Exact = true }).InputValueAsync();
        await page.GetByLabel("to", new() { Exact = true }).FillAsync("no address");
        var body = await page.GetByLabel("body", new() { Exact = true }).InputValueAsync();
        await page.GetByLabel("body", new() { Exact = true }).FillAsync(body + "\nWith kind regards");
        await page.GetByText("Review changes").ClickAsync();

        await Expect(page.Locator(".field:has([aria-invalid=true]) .field-error")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("body", new() { Exact = true })).ToHaveValueAsync(body + "\nWith kind regards");
        await visitor.JudgeAsync();
        await page.GetByLabel("to", new() { Exact = true }).FillAsync("zoe@example.com");
        await page.GetByText("Review changes").ClickAsync();
        await Expect(page.Locator(".problem-note")).ToContainTextAsync("a reply goes to the sender and to nobody else");
        await page.GetByLabel("to", new() { Exact = true }).FillAsync(to);
        await page.GetByLabel("subject", new() { Exact = true }).FillAsync("About your order");
        await page.GetByText("Review changes").ClickAsync();

        await Expect(page.Locator(".review-summary")).ToContainTextAsync("About your order");
        await Expect(page.Locator(".difference")).ToHaveCountAsync(2);
        await visitor.JudgeAsync();
        if (script)
        {
            await visitor.ShotAsync("card-review");
            (await visitor.AxeAsync()).ShouldBeEmpty();
        }

        await page.GetByText("Back to the form").ClickAsync();
        await Expect(page.GetByLabel("subject", new() { Exact = true })).ToHaveValueAsync("About your order");
        await page.GetByText("Review changes").ClickAsync();
        await page.GetByText("Approve with changes").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Approved.");

        var decided = await GetAsync(card);
        decided.Changes.Select(change => change.Path).ShouldBe(["/subject", "/body"], ignoreOrder: true);
        decided.Arguments!.Value.GetProperty("body").GetString().ShouldEndWith("\nWith kind regards");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_card_is_rejected_with_a_reason_and_words(bool script)
    {
        await using var visitor = await OpenAsync(Screen.Phone with { Script = script });
        var page = visitor.Page;
        await visitor.GoAsync(WebPaths.Inbox);
        await page.Locator(".queue-item a").First.ClickAsync();
        var card = await CardOfAsync(page);
        await Expect(page.Locator(".inbox-queue")).ToBeHiddenAsync();
        await page.Locator(".card-reject summary").ClickAsync();
        await page.Locator("#field-reason").SelectOptionAsync("WrongTone");
        await page.Locator("#field-words").FillAsync("Too stiff.");
        await page.Locator(".card-reject form button").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Rejected.");
        var decided = await GetAsync(card);
        await page.Locator(".toast button").ClickAsync();
        await page.ArriveAsync($"^{WebPaths.Card(card)}$");
        (decided.State, decided.Reason, decided.Words, decided.DecidedByName).ShouldBe((ApprovalState.Rejected, RejectReason.WrongTone, "Too stiff.", Bo));
        await visitor.JudgeAsync();
        (await GetAsync(card)).State.ShouldBe(ApprovalState.Pending);
    }

    [Fact]
    public async Task Two_reviewers_see_each_other_and_cannot_both_decide()
    {
        var card = await CardOfRunAsync((await site.AskAsync("Two at once", Stop)).Id);
        await using var bo = await OpenAsync();
        await using var chidi = await OpenAsync(email: "chidi@example.com");
        await bo.GoAsync(WebPaths.Card(card));
        await chidi.GoAsync(WebPaths.Card(card));
        await Expect(chidi.Page.Locator("[data-looking]")).ToHaveTextAsync("bo@example.com is looking at this too.");

        await bo.Page.Keyboard.PressAsync("a");
        await Expect(bo.Page.Locator(".toast")).ToBeVisibleAsync();
        await Expect(chidi.Page.Locator("[data-looking]")).ToContainTextAsync("approved by bo@example.com meanwhile");
        await Expect(chidi.Page.Locator($".queue-item.closed[data-id='{card}']")).ToContainTextAsync("approved by bo@example.com");
        await chidi.JudgeAsync();

        // Even a form that was opened before, sent by hand.
        await chidi.Page.EvaluateAsync("document.querySelector('.card-decide form').requestSubmit()");
        await Expect(chidi.Page.Locator(".problem-note")).ToContainTextAsync("bo@example.com already approved this");
    }

    [Fact]
    public async Task A_new_card_arrives_without_moving_what_one_reads()
    {
        await using var visitor = await OpenAsync();
        await visitor.GoAsync(WebPaths.Inbox + "?view=all");
        var page = visitor.Page;
        var title = page.Locator("#card-title");
        var (words, box) = (await title.TextContentAsync(), await title.BoundingBoxAsync());
        var rows = await page.Locator(".queue-item").CountAsync();

        await site.AskAsync("It has just come in", Stop);

        await Expect(page.Locator(".queue-item")).ToHaveCountAsync(rows + 1);
        await Expect(page.Locator("#live")).ToHaveTextAsync("New card: It has just come in");
        (await title.TextContentAsync()).ShouldBe(words);
        (await title.BoundingBoxAsync())!.Y.ShouldBe(box!.Y);
        await visitor.JudgeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cards_alike_are_decided_by_one_answer_and_taken_back_by_one(bool script)
    {
        var card = await CardOfRunAsync((await site.AskAsync("Alike", Stop)).Id);
        await site.AskAsync("Alike too", Stop);
        await using var visitor = await OpenAsync(Screen.Desk with { Script = script });
        var page = visitor.Page;
        await visitor.GoAsync(WebPaths.CardsAlike(card));
        await Expect(page.Locator("input[name=card]:checked")).ToHaveCountAsync(1);
        await page.Locator("input[name=card]").Last.CheckAsync();
        await page.GetByText("Reject all ticked").First.ClickAsync();
        await page.Locator("#field-reason").SelectOptionAsync("Duplicate");
        await page.Locator("button[value=reject]").ClickAsync();

        await Expect(page.Locator("#like-done + ul li")).ToContainTextAsync([$"rejected by {Bo}", $"rejected by {Bo}"]);
        await page.GetByText("Take all back").ClickAsync();
        await Expect(page.Locator("#like-done + ul li")).ToContainTextAsync(["waits again", "waits again"]);
        await visitor.JudgeAsync();
        (await GetAsync(card)).State.ShouldBe(ApprovalState.Pending);
    }

    [Theory]
    [InlineData(1440, 900)]
    [InlineData(720, 450)]
    [InlineData(390, 844)]
    public async Task What_has_the_focus_on_a_card_is_never_behind_the_decision(int width, int height)
    {
        await using var visitor = await OpenAsync(new() { Width = width, Height = height });
        await visitor.GoAsync(WebPaths.Card(await site.CardAsync(Stop)));
        var hidden = new List<string>();
        for (var stop = 0; stop < 30; stop++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            if (await visitor.Page.EvaluateAsync<string?>(
                """
                () => {
                  const one = document.activeElement, box = one.getBoundingClientRect(), bar = document.querySelector('.card-decide').getBoundingClientRect();
                  const behind = one.closest('.inbox-card') && !one.closest('.card-decide') && box.bottom > bar.top + 1 && box.top < bar.bottom && box.height < bar.top;
                  return behind ? one.textContent.trim().slice(0, 40) : null;
                }
                """) is { } words)
            {
                hidden.Add(words);
            }
        }

        hidden.ShouldBeEmpty();
    }

    private Task<Visitor> OpenAsync(Screen? screen = null, string email = Bo) => chromium.SignInAsync(site, Role.Reviewer, screen, email);

    private static async Task<Guid> CardOfAsync(IPage page) => Guid.Parse((await page.Locator("[data-card]").GetAttributeAsync("data-card"))!);

    private async Task<Approval> GetAsync(Guid id) => Site.Must(await site.Client.GetAsync<Approval>(ApiPaths.Approval(id), Stop));

    // The five seconds for it are real: a machine that stood still in them was too late, which says nothing of the key.
    private async Task<bool> IsTakenBackAsync(Guid card) =>
        (await Patiently.AskAsync(() => GetAsync(card), now => now.State == ApprovalState.Pending || now.IsSettled, Stop)).State == ApprovalState.Pending;

    private async Task<Guid> CardOfRunAsync(Guid run) =>
        Site.Must(await site.Client.GetAsync<Page<Approval>>($"{ApiPaths.Approvals}?run={run}", Stop)).Items.Single().Id;
}
