using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Browser.Tests.Hostile;
using Lanekeeper.Browser.Tests.Tour;

namespace Lanekeeper.Browser.Tests.Safety;

/// <summary>Somebody who looks at everything, on a site of their own.</summary>
public sealed class ReadingTests(Chromium chromium, Site site) : IClassFixture<Site>
{
    private const int MostPages = 400;

    // What a reader leaves behind by being there, numbers that are counted anew from what does not change, and a server's word that it is alive.
    private static readonly string[] Left =
    [
        "permissions.session", "permissions.key", "orchestration.run_day", "orchestration.run_day_mark", "ledger.call_day", "ledger.call_day_mark",
        "ledger.process",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reading_every_page_and_following_every_link_changes_nothing_and_finds_no_dead_end()
    {
        using var admin = await PlainClient.SignInAsync(chromium, site, Role.Admin);

        var dead = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ahead = new Queue<string>();
        foreach (var page in TourPages.All.Where(page => page.Status == 200 && page is { As: Role.Admin, InDevelopment: false }))
        {
            ahead.Enqueue(await page.Find(site, Stop));
        }

        // What the pages are about is there by now. Coming in led past the inbox, where it is remembered for a minute who looks at a card.
        await site.Database.ExecuteAsync("delete from approvals.looking", null, Stop);
        var before = await ContentAsync();
        while (ahead.TryDequeue(out var address) && seen.Count < MostPages)
        {
            if (!seen.Add(address))
            {
                continue;
            }

            using var answer = await admin.GetAsync(address, Stop);
            if ((int)answer.StatusCode is not (200 or 303))
            {
                dead.Add($"{address}: {(int)answer.StatusCode}");
            }

            if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            {
                foreach (var link in Links(await answer.Content.ReadAsStringAsync(Stop), address))
                {
                    ahead.Enqueue(link);
                }
            }
        }

        dead.ShouldBeEmpty($"of {seen.Count} addresses");
        (await ContentAsync()).ShouldBe(before);
    }

    private static IEnumerable<string> Links(string html, string from) => Markup.Parse(html).QuerySelectorAll("a[href]")
        .Select(link => new Uri(new Uri(new("http://site.example"), from), link.GetAttribute("href")))
        .Where(link => link.Host == "site.example" && link.Scheme == "http" && !link.AbsolutePath.StartsWith("/openapi", StringComparison.Ordinal))
        .Select(link => link.PathAndQuery);

    /// <returns>Of each table, how many rows it has and what they amount to.</returns>
    private async Task<string> ContentAsync()
    {
        var tables = await site.Database.QueryAsync<string>(Sql.Tables, null, Stop);
        var lines = new List<string>();
        foreach (var table in tables.Except(Left).Where(table => !table.StartsWith("storage.", StringComparison.Ordinal)))
        {
            var sum = await site.Database.FindAsync<string>($"select count(*) || ' ' || coalesce(md5(string_agg(md5(row::text), '' order by row::text)), '') from {table} as row", null, Stop);
            lines.Add($"{table} {sum}");
        }

        return string.Join('\n', lines);
    }

    private static class Sql
    {
        public const string Tables = """
            select table_schema || '.' || table_name
            from information_schema.tables
            where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
            order by 1
            """;
    }
}
