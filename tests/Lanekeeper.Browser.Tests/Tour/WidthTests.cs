using Lanekeeper.Browser.Tests.Harness;
using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>Lists on screens of several widths, with names as long as apps and models have them.</summary>
public sealed class WidthTests(Chromium chromium, Site site) : IClassFixture<Site>
{
    private const string App = "nightly-catalogue-translation-and-enrichment-batch-job-eu-1";
    private const string Model = "accounts/bramble/models/translator-large-instruct-2026-02-11-quantised";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1440)]
    [InlineData(1280)]
    [InlineData(1024)]
    [InlineData(390)]
    public async Task A_list_is_never_wider_than_the_screen(int width)
    {
        await CallAsync();
        await using var visitor = await chromium.SignInAsync(site, Role.Admin, new() { Width = width });

        foreach (var path in new[] { WebPaths.Calls, WebPaths.Runs, WebPaths.Keys, WebPaths.Workflows, WebPaths.Models, WebPaths.Deployments, WebPaths.People, WebPaths.Today })
        {
            await visitor.GoAsync(path);
        }
    }

    [Theory]
    [InlineData(1440)]
    [InlineData(1280)]
    [InlineData(1024)]
    public async Task What_a_call_took_and_cost_is_in_sight_without_scrolling(int width)
    {
        await CallAsync();
        await using var visitor = await chromium.SignInAsync(site, Role.Admin, new() { Width = width });

        await visitor.GoAsync(WebPaths.Calls);

        (await visitor.Page.Locator("tbody tr").First.Locator(".money").BoundingBoxAsync())!.ShouldSatisfyAllConditions(
            cost => cost.X.ShouldBeGreaterThan(0),
            cost => (cost.X + cost.Width).ShouldBeLessThan(width));
        (await visitor.Page.Locator(".data-table-region").EvaluateAsync<int>("one => one.scrollWidth - one.clientWidth")).ShouldBe(0);
    }

    [Fact]
    public async Task The_head_of_a_table_that_fits_stays_in_sight()
    {
        for (var call = 0; call < 12; call++)
        {
            await CallAsync();
        }

        await using var visitor = await chromium.SignInAsync(site, Role.Admin, new() { Height = 500 });
        await visitor.GoAsync(WebPaths.Calls);

        await visitor.Page.Locator("tbody tr").Last.ScrollIntoViewIfNeededAsync();

        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Columnheader, new() { Name = "Took" })).ToBeInViewportAsync();
    }

    [Fact]
    public async Task On_a_phone_a_call_says_its_model_and_who_asked()
    {
        await CallAsync();
        await using var visitor = await chromium.SignInAsync(site, Role.Admin, Screen.Phone);

        await visitor.GoAsync(WebPaths.Calls);

        var row = visitor.Page.Locator("tbody tr").First;
        (await row.InnerTextAsync()).ShouldContain(Model);
        (await row.InnerTextAsync()).ShouldContain(App);
    }

    [Fact]
    public async Task On_a_phone_the_navigation_shows_where_one_is()
    {
        await using var visitor = await chromium.SignInAsync(site, Role.Admin, Screen.Phone);

        foreach (var path in new[] { WebPaths.Today, WebPaths.Limits, WebPaths.Workflows })
        {
            await visitor.GoAsync(path);
            await Assertions.Expect(visitor.Page.Locator("nav [aria-current]").First).ToBeInViewportAsync(new() { Ratio = 1 });
        }
    }

    /// <summary>No app calls a model on the site, so a call of one is put there.</summary>
    private async Task CallAsync() => await site.Database.ExecuteAsync(
        """
        with intent as (
            insert into ledger.call_intent (
                id, node, process, workflow, snapshot, trace_id, first_call_id, attempt, purpose, route, provider, requested_model, opened_at, deadline, app, format)
            select @id, node, process, @app, snapshot, trace_id, @id, 1, 'answer', route, 'openai', @model, now(), now() + interval '1 minute', @app, 'openai.chat_completions'
            from ledger.call_intent
            limit 1
            returning id)
        insert into ledger.call_final (id, state, failure_code, input_tokens, output_tokens, cost_usd, before_ms, total_ms, closed_at)
        select id, 'failed_transient', 'models.connection-lost', 1234567, 123456, 12.345678, 1, 192000, now()
        from intent
        """,
        new { id = Guid.CreateVersion7(), app = App, model = Model },
        Stop);
}
