using System.Net;
using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Safety;

/// <summary>Who may send which form: what is not named here is refused, whatever it is sent.</summary>
public sealed class RoleTests(Chromium chromium, SharedSite shared)
{
    // What concerns nobody but oneself.
    private static readonly string[] Everybody =
    [
        "/theme", "/sign-in", "/sign-out", "/welcome/{token}", "/account",
    ];

    private static readonly string[] Reviewers =
    [
        "/inbox",
    ];

    private static readonly string[] Operators =
    [
        "/runs", "/workflows",
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

            using var answer = await client.SendAsync(route.Method, Routes.Example(route.Pattern), Stop, new() { ["form_token"] = form.Field }, form.Cookie);

            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, $"{role} sends {route}");
        }
    }
}
