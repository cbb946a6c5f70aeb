using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Safety;

/// <summary>Paths to return to come from the address and from forms; none may lead to another site.</summary>
public sealed class RedirectTests(Chromium chromium, SharedSite shared)
{
    private static readonly string[] Evil =
    [
        "https://evil.example/", "http:evil.example", "https:/evil.example", "//evil.example", "///evil.example", "////evil.example/%2f..", "/\\evil.example", "\\\\evil.example", "\\/evil.example",
        "/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", " //evil.example", "\u0000//evil.example", "/\u00a0/evil.example", "/%09/evil.example", "/%5cevil.example", "/%2f%2fevil.example",
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "@evil.example", ".evil.example", "evil.example", "?return=//evil.example", "#//evil.example",
        "/..//evil.example", "/./\\evil.example", "http://127.0.0.1@evil.example/", "/\u2028/evil.example", "/\uff0fevil.example", "/a\r\nSet-Cookie: x=1", "/a\r\n\r\n<script>alert(1)</script>", "/" + "a/",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_form_and_no_address_sends_the_browser_to_another_site()
    {
        var site = await shared.OpenAsync();
        using var admin = await PlainClient.SignInAsync(chromium, site, Role.Admin);
        var form = await admin.FormTokenAsync(WebPaths.Today, Stop);
        var locations = new List<string>();
        foreach (var evil in Evil)
        {
            using var signedIn = await admin.GetAsync($"/sign-in?return={Uri.EscapeDataString(evil)}", Stop);
            using var theme = await admin.SendAsync("POST", "/theme", Stop, new() { ["form_token"] = form.Field, ["theme"] = "system", ["return"] = evil }, form.Cookie);
            foreach (var answer in new[] { signedIn, theme })
            {
                if (evil.Contains('\0') && answer == theme)
                {
                    ((int)answer.StatusCode).ShouldBe(400, "a zero byte is no form");
                    continue;
                }

                ((int)answer.StatusCode).ShouldBe(303, evil);
                answer.Headers.TryGetValues("Set-Cookie", out var cookies);
                (cookies ?? []).ShouldAllBe(cookie => cookie.StartsWith("lanekeeper_", StringComparison.Ordinal), evil);
                locations.Add(answer.Headers.GetValues("Location").Single());
            }
        }

        // What a browser makes of them is what counts.
        await using var visitor = await chromium.SignInAsync(site, Role.Viewer);
        await visitor.GoAsync(WebPaths.Today);
        var hosts = await visitor.Page.EvaluateAsync<string[]>("all => all.map(one => new URL(one, location.href).origin)", locations);
        hosts.Distinct().ShouldBe([site.Address.GetLeftPart(UriPartial.Authority)]);
    }

    [Fact]
    public async Task The_way_to_sign_in_keeps_an_evil_address_to_itself()
    {
        var site = await shared.OpenAsync();
        using var nobody = new PlainClient(site, session: null);
        foreach (var evil in Evil)
        {
            using var answer = await nobody.GetAsync($"/sign-in?return={Uri.EscapeDataString(evil)}", Stop);

            ((int)answer.StatusCode).ShouldBe(200, evil);
            Hostile.Markup.Foreign(Hostile.Markup.Parse(await answer.Content.ReadAsStringAsync(Stop))).ShouldBeEmpty(evil);
        }
    }
}
