using System.Net;
using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Safety;

/// <summary>Every endpoint of the web, as the program maps them: nothing is open by accident.</summary>
public sealed class RouteTests(Chromium chromium, SharedSite shared)
{
    // A line here is a decision: anybody on the network may ask these.
    private static readonly string[] Open =
    [
        "GET /assets/{version}/{name}",
        "GET /design",
        "GET /sign-in",
        "POST /sign-in",
        "POST /sign-out",
        "GET /welcome/{token}",
        "POST /welcome/{token}",
        "POST /theme",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Only_a_few_endpoints_need_no_sign_in() =>
        Routes.All.Where(route => route.IsOpen).Select(route => $"{route.Method} /{route.Pattern.TrimStart('/')}").Except(Open).ShouldBeEmpty("Name it in the list of open endpoints if it must be.");

    [Fact]
    public async Task Whoever_is_not_signed_in_gets_nothing_but_the_way_to_sign_in()
    {
        using var nobody = new PlainClient(await shared.OpenAsync(), session: null);
        foreach (var route in Routes.All.Where(route => !route.IsOpen))
        {
            var path = Routes.Example(route.Pattern);
            using var answer = await nobody.SendAsync(route.Method, path, Stop);

            if (route.Method == "GET")
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther, route.ToString());
                answer.Headers.Location!.ToString().ShouldStartWith(WebPaths.SignIn(), customMessage: route.ToString());
                (await answer.Content.ReadAsStringAsync(Stop)).ShouldBeEmpty(route.ToString());
            }
            else
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, route.ToString());
            }
        }
    }

    [Fact]
    public async Task A_post_without_the_token_of_a_form_is_refused_everywhere()
    {
        var site = await shared.OpenAsync();
        using var admin = await PlainClient.SignInAsync(chromium, site, Role.Admin);
        foreach (var route in Routes.Changing)
        {
            using var answer = await admin.SendAsync(route.Method, Routes.Example(route.Pattern), Stop);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, route.ToString());
            (await answer.Content.ReadAsStringAsync(Stop)).ShouldContain("nothing was changed", customMessage: route.ToString());
        }
    }

    [Fact]
    public async Task A_form_of_one_person_cannot_be_sent_by_another()
    {
        var site = await shared.OpenAsync();
        using var other = await PlainClient.SignInAsync(chromium, site, Role.Viewer);
        using var admin = await PlainClient.SignInAsync(chromium, site, Role.Admin);
        var stolen = await other.FormTokenAsync(WebPaths.Today, Stop);
        foreach (var route in Routes.Changing.Where(route => !route.IsOpen).Append(new("POST", "/theme", true)))
        {
            using var answer = await admin.SendAsync(route.Method, Routes.Example(route.Pattern), Stop, new() { ["form_token"] = stolen.Field }, cookie: stolen.Cookie);

            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, route.ToString());
        }
    }
}
