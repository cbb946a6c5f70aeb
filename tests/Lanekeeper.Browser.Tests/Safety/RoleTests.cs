using System.Net;
using System.Text.Json;
using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Safety;

/// <summary>Who may send which form: what is not named here is refused, whatever it is sent.</summary>
public sealed class RoleTests(Chromium chromium, SharedSite shared)
{
    // What concerns nobody but oneself; that one has a card open; and an edit that is shown before anything comes of it.
    private static readonly string[] Everybody =
    [
        "/theme", "/sign-in", "/sign-out", "/welcome/{token}", "/account", "/inbox/{id:guid}/look", "/inbox/{id:guid}/edit",
    ];

    private static readonly string[] Reviewers =
    [
        "/inbox",
    ];

    private static readonly string[] Operators =
    [
        "/runs", "/workflows", "/deployments", "/keys", "/models",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_viewer_changes_nothing() => await JudgeAsync(Role.Viewer, Everybody);

    [Fact]
    public async Task A_reviewer_decides_and_does_no_more() => await JudgeAsync(Role.Reviewer, [.. Everybody, .. Reviewers]);

    [Fact]
    public async Task An_operator_does_not_manage_people() => await JudgeAsync(Role.Operator, [.. Everybody, .. Reviewers, .. Operators]);

    private async Task JudgeAsync(Role role, string[] allowed)
    {
        var site = await shared.OpenAsync();
        using var client = await PlainClient.SignInAsync(chromium, site, role);
        var form = await client.FormTokenAsync(WebPaths.Today, Stop);
        foreach (var route in Routes.Changing)
        {
            var pattern = "/" + route.Pattern.TrimStart('/');
            if (allowed.Any(one => pattern == one || pattern.StartsWith(one + "/", StringComparison.Ordinal)))
            {
                continue;
            }

            using var answer = await client.SendAsync(route.Method, await RealAsync(site, pattern), Stop, new() { ["form_token"] = form.Field, ["answer"] = "approve" }, form.Cookie);

            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{role} sends {route}");
        }
    }

    /// <summary>What is not there answers that it is not there; so ask for what is.</summary>
    private static async Task<string> RealAsync(Site site, string pattern)
    {
        var first = pattern switch
        {
            _ when pattern.StartsWith("/runs/{", StringComparison.Ordinal) => await FirstAsync(site, ApiPaths.Runs + "?state=waiting&limit=1"),
            _ when pattern.StartsWith("/inbox/", StringComparison.Ordinal) => await FirstAsync(site, ApiPaths.Approvals + "?state=pending&limit=1"),
            _ when pattern.StartsWith("/deployments/{", StringComparison.Ordinal) => await FirstAsync(site, ApiPaths.Deployments),
            _ when pattern.StartsWith("/people/{", StringComparison.Ordinal) => await FirstAsync(site, ApiPaths.Accounts),
            _ => "",
        };
        return Routes.Example(first.Length == 0 ? pattern : pattern.Replace("{id:guid}", first, StringComparison.Ordinal));
    }

    private static async Task<string> FirstAsync(Site site, string list) =>
        Site.Must(await site.Client.GetAsync<JsonElement>(list, Stop)).GetProperty("items")[0].GetProperty("id").GetString()!;
}
