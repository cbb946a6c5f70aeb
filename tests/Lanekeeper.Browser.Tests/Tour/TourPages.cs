using Lanekeeper.Approvals;
using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>All pages there are, each in the states worth looking at. A page that is missing here fails a test.</summary>
internal static class TourPages
{
    public static readonly IReadOnlyList<TourPage> All =
    [
        TourPage.At("today", WebPaths.Today),
        new("today-models", WebPaths.Today, async (site, stop) =>
        {
            await ModelsAsync(site, stop);
            return WebPaths.Today;
        }),
        new("today-budgets", WebPaths.Today, async (site, stop) =>
        {
            await LimitsAsync(site, stop);
            return WebPaths.Today;
        }),
        TourPage.At("design", WebPaths.Design) with { InDevelopment = true },
        TourPage.At("account", WebPaths.Account),
        TourPage.At("people", WebPaths.People),
        new("person", "/people/{id:guid}", async (site, stop) => WebPaths.Person((await PersonAsync(site, stop)).Id)),
        TourPage.At("keys", WebPaths.Keys),
        new("key", "/keys/{id:guid}", async (site, stop) => WebPaths.Key((await KeyAsync(site, stop)).Id)),
        TourPage.At("workflows", WebPaths.Workflows),
        TourPage.At("workflow", WebPaths.Workflow("support"), "/workflows/{name}"),
        TourPage.At("deployments", WebPaths.Deployments),
        new("deployment", "/deployments/{id:guid}", async (site, stop) => WebPaths.Deployment(await DeploymentAsync(site, stop))),
        new("roll-back-to-live", "/deployments/{id:guid}/roll-back", async (site, stop) => WebPaths.RollBack(await DeploymentAsync(site, stop))),
        TourPage.At("sign-in", WebPaths.SignIn()) with { As = Role.None },
        new("welcome", "/welcome/{token}", (site, stop) => LinkAsync(site, "sign_in", stop)) { As = Role.None },
        new("welcome-invited", "/welcome/{token}", (site, stop) => LinkAsync(site, "invitation", stop)) { As = Role.None },
        TourPage.At("runs", WebPaths.Runs),
        TourPage.At("runs-filtered", $"{WebPaths.Runs}?workflow=support&state=succeeded&outcome=done&since=2020-01-01", WebPaths.Runs),
        TourPage.At("runs-none", $"{WebPaths.Runs}?q=no+title+has+this", WebPaths.Runs),
        new("run", "/runs/{id:guid}", async (site, stop) => WebPaths.Run((await LatestAsync(site, "waiting", stop)).Id)),
        new("run-step", "/runs/{id:guid}", async (site, stop) => WebPaths.RunStep((await LatestAsync(site, "succeeded", stop)).Id, "triage")),
        new("run-passages", "/runs/{id:guid}", async (site, stop) => WebPaths.RunStep((await LatestAsync(site, "succeeded", stop)).Id, "passages")),
        new("run-sent", "/runs/{id:guid}", async (site, stop) => WebPaths.RunStep((await EndedAsync(site, "Where is my grinder?", stop)).Id, "reply")),
        new("run-rejected", "/runs/{id:guid}", async (site, stop) => WebPaths.Run((await EndedAsync(site, "A second kettle", stop)).Id)),
        new("run-cancelled", "/runs/{id:guid}", async (site, stop) => WebPaths.Run((await LatestAsync(site, "cancelled", stop)).Id)),
        new("run-failed", "/runs/{id:guid}", async (site, stop) => WebPaths.Run((await FailedAsync(site, stop)).Id)),
        TourPage.At("calls", WebPaths.Calls),
        TourPage.At("calls-failed", WebPaths.Calls + "?workflow=" + SiteProject.Away, WebPaths.Calls),
        new("call", "/calls/{id:guid}", async (site, stop) => WebPaths.Call(Site.Must(await site.Client.GetAsync<Page<CallRow>>($"{ApiPaths.Calls}?limit=1", stop)).Items[0].Id)),
        new("limits", "/limits", LimitsAsync),
        new("models", "/models", ModelsAsync),
        TourPage.At("models-unseen", WebPaths.Models + "?unseen=true", WebPaths.Models),
        TourPage.At("inbox", WebPaths.Inbox),
        TourPage.At("inbox-filtered", WebPaths.Inbox + "?view=all&kind=handoff", WebPaths.Inbox),
        new("card", "/inbox/{id:guid}", async (site, stop) => WebPaths.Card(await site.CardAsync(stop))),
        new("card-edit", "/inbox/{id:guid}/edit", async (site, stop) => WebPaths.CardEdit(await site.CardAsync(stop))),
        new("cards-alike", "/inbox/like/{id:guid}", async (site, stop) => WebPaths.CardsAlike(await site.CardAsync(stop))),
        new("passage", "/passages/{id:guid}", PassageAsync),
        TourPage.At("not-here", "/nothing/is/here", "") with { Status = 404 },
    ];

    /// <summary>What a GET answers with that nobody looks at.</summary>
    public static readonly IReadOnlyList<string> NoPages =
    [
        "/assets/{version}/{name}",
        "/inbox/news",
        "/inbox/queue",
    ];

    public static TheoryData<string> Names() => [.. All.Select(page => page.Name)];

    public static TourPage Named(string name) => All.Single(page => page.Name == name);

    private static async Task<Account> PersonAsync(Site site, CancellationToken stop) =>
        Site.Must(await site.Client.GetAsync<Page<Account>>(ApiPaths.Accounts, stop)).Items[0];

    private static async Task<AppKeyRow> KeyAsync(Site site, CancellationToken stop) =>
        Site.Must(await site.Client.PostAsync<NewAppKey>(ApiPaths.AppKeys, new AppKeyRequest("shop", ["support", "refunds"], ["fast"], [], null), stop)).Key;

    /// <returns>A one-time link's path.</returns>
    private static async Task<string> LinkAsync(Site site, string purpose, CancellationToken stop) =>
        new Uri(Site.Must(await site.Client.PostAsync<LinkWire>(ApiPaths.Links((await PersonAsync(site, stop)).Id), new { purpose }, stop)).Url).AbsolutePath;

    private static async Task<string> PassageAsync(Site site, CancellationToken stop) =>
        WebPaths.Passage(Site.Must(await site.Client.GetAsync<Approval>($"{ApiPaths.Approvals}/{await site.CardAsync(stop)}", stop)).Request.Evidence.Passages[0].Id);

    // Nothing that the site asks changes its models, so some that did are put there.
    private static async Task<string> ModelsAsync(Site site, CancellationToken stop)
    {
        await site.Database.ExecuteAsync(
            """
            insert into ledger.served_model (
                id, provider, requested_model, served_model, served_model_header, system_fingerprint, first_seen, last_seen, first_call_id, last_call_id, previous_id,
                acknowledged_by, acknowledged_at)
            select given.id::uuid, 'openai', 'gpt-5-mini-2025-08-07', given.served, '', given.fingerprint, now() - given.age, now(), call.id, call.id, given.previous::uuid, given.by, given.at
            from (select id from ledger.call_intent order by id limit 1) as call,
                (values
                    ('01985b60-0000-7000-8000-000000000001', 'gpt-5-mini-2025-08-07', 'fp_44709d6fcb', interval '30 days', null, null, null::timestamptz),
                    ('01985b60-0000-7000-8000-000000000002', 'gpt-5-mini-2025-08-07', 'fp_9a1c2e7711', interval '9 days', '01985b60-0000-7000-8000-000000000001', 'olga@example.org', now() - interval '8 days'),
                    ('01985b60-0000-7000-8000-000000000003', 'gpt-5-mini-2026-02-11', 'fp_9a1c2e7711', interval '3 hours', '01985b60-0000-7000-8000-000000000002', null, null::timestamptz))
                as given (id, served, fingerprint, age, previous, by, at)
            on conflict do nothing
            """,
            null,
            stop);
        return WebPaths.Models;
    }

    // No app calls a model on the site, so what some have used is put there.
    private static async Task<string> LimitsAsync(Site site, CancellationToken stop)
    {
        await site.Database.ExecuteAsync(
            """
            insert into ledger.meter (meter, requests_left, tokens_left, filled_at, concurrent, day, day_usd, month, month_usd)
            select meter, 1, 1000, now() + interval '1 day', concurrent, (now() at time zone 'utc')::date, spent, date_trunc('month', now() at time zone 'utc'), spent * 9
            from (values ('app:bench', 2, 8.6), ('app:shop', 20, 3.2), ('app:' || @name, 0, 1.25)) as given (meter, concurrent, spent)
            on conflict do nothing
            """,
            new { name = SiteProject.LongApp },
            stop);
        return WebPaths.Limits;
    }

    private static async Task<Run> EndedAsync(Site site, string title, CancellationToken stop) =>
        Site.Must(await site.Client.GetAsync<Page<Run>>($"{ApiPaths.Runs}?state=succeeded&limit=100", stop)).Items.First(run => run.Title == title);

    private static async Task<Run> FailedAsync(Site site, CancellationToken stop) =>
        Site.Must(await site.Client.GetAsync<Page<Run>>($"{ApiPaths.Runs}?workflow={SiteProject.Away}&limit=1", stop)).Items[0];

    private static async Task<Run> LatestAsync(Site site, string state, CancellationToken stop) =>
        Site.Must(await site.Client.GetAsync<Page<Run>>($"{ApiPaths.Runs}?state={state}&limit=1", stop)).Items[0];

    private static async Task<Guid> DeploymentAsync(Site site, CancellationToken stop) => Site.Must(await site.Client.GetAsync<Page<Deployment>>(ApiPaths.Deployments, stop)).Items[0].Id;
}
