using System.Net;
using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Browser.Tests.Tour;

namespace Lanekeeper.Browser.Tests.Safety;

/// <summary>What every answer tells the browser.</summary>
public sealed class HeaderTests(Chromium chromium, SharedSite shared)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_forbids_foreign_content_framing_guessing_and_keeping()
    {
        var site = await shared.OpenAsync();
        using var admin = await PlainClient.SignInAsync(chromium, site, Role.Admin);
        using var nobody = new PlainClient(site, session: null);
        foreach (var page in TourPages.All)
        {
            var address = await page.Find(site, Stop);
            foreach (var client in new[] { admin, nobody })
            {
                using var answer = await client.GetAsync(address, Stop);
                JudgeHeaders(answer, address);
            }
        }

        foreach (var route in Routes.Changing)
        {
            using var answer = await admin.SendAsync(route.Method, Routes.Example(route.Pattern), Stop);
            JudgeHeaders(answer, route.ToString());
        }
    }

    [Fact]
    public async Task Every_page_that_is_shown_is_text_for_people_in_one_encoding()
    {
        var site = await shared.OpenAsync();
        using var admin = await PlainClient.SignInAsync(chromium, site, Role.Admin);
        foreach (var page in TourPages.All)
        {
            using var answer = await admin.GetAsync(await page.Find(site, Stop), Stop);

            answer.Content.Headers.ContentType?.ToString().ShouldBe("text/html; charset=utf-8", page.Name);
        }
    }

    [Fact]
    public async Task What_every_page_needs_is_kept_for_ever_under_its_own_address()
    {
        var site = await shared.OpenAsync();
        using var admin = await PlainClient.SignInAsync(chromium, site, Role.Admin);
        var assets = await Bundle.OfAsync(admin, WebPaths.Today, Stop);

        assets.Keys.ShouldContain(address => address.EndsWith("app.css", StringComparison.Ordinal));
        foreach (var address in assets.Keys)
        {
            using var answer = await admin.GetAsync(address, Stop);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            answer.Headers.CacheControl?.ToString().ShouldContain("immutable", customMessage: address);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        }
    }

    private static void JudgeHeaders(HttpResponseMessage answer, string where)
    {
        string One(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";

        var policy = One("Content-Security-Policy");
        policy.ShouldContain("default-src 'none'", customMessage: where);
        policy.ShouldContain("frame-ancestors 'none'", customMessage: where);
        policy.ShouldContain("base-uri 'none'", customMessage: where);
        policy.ShouldContain("form-action 'self'", customMessage: where);
        policy.ShouldNotContain("unsafe", customMessage: where);
        policy.ShouldNotContain("*", customMessage: where);
        policy.ShouldNotContain("http", customMessage: where);
        One("X-Frame-Options").ShouldBe("DENY", where);
        One("X-Content-Type-Options").ShouldBe("nosniff", where);
        One("Referrer-Policy").ShouldBeOneOf("same-origin", "no-referrer");
        One("Cache-Control").ShouldContain("no-store", customMessage: where);
        One("Server").ShouldBeEmpty(where);
    }
}
