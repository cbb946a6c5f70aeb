using System.Net;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>Coming in at the real program, as a browser without script does.</summary>
public sealed class SignInTests(ServedProgram program) : IClassFixture<ServedProgram>
{
    private const string Password = "seven grey herons";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/runs?state=failed", "/runs?state=failed")]
    [InlineData("https://evil.example", "/")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("", "/")]
    public async Task After_signing_in_one_is_where_one_wanted_to_be_and_never_elsewhere(string wanted, string reached)
    {
        var email = await program.MemberAsync(Role.Reviewer, Password, Stop);
        using var visitor = new WebVisitor(program.Url);
        await visitor.GetAsync($"/sign-in?return={Uri.EscapeDataString(wanted)}", Stop);

        var answer = await visitor.PostAsync("/sign-in", Stop, ("email", email), ("password", Password), ("return", wanted));

        (answer.Status, answer.Location).ShouldBe((HttpStatusCode.SeeOther, reached));
        (await visitor.GetAsync($"/sign-in?return={Uri.EscapeDataString(wanted)}", Stop)).Location.ShouldBe(reached);
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_other_sites_and_plain_HTTP()
    {
        var email = await program.MemberAsync(Role.Reviewer, Password, Stop);
        using var plain = new WebVisitor(program.Url);
        using var proxied = new WebVisitor(program.Url);
        proxied.ComeThroughProxy();

        var first = await EnterAsync(plain, email, Password);
        var second = await EnterAsync(proxied, email, Password);

        var cookie = first.SetCookies.Single(one => one.StartsWith("lanekeeper_session=", StringComparison.Ordinal)).ToLowerInvariant();
        cookie.ShouldContain("; path=/; samesite=lax; httponly");
        cookie.ShouldNotContain("secure");
        second.SetCookies.Single(one => one.StartsWith("__Host-lanekeeper_session=", StringComparison.Ordinal)).ShouldContain("; path=/; secure; samesite=lax; httponly");
        (await EnterAsync(plain, email, Password)).SetCookies.ShouldNotContain(first.SetCookies[^1], "every sign-in has a session of its own");
    }

    [Fact]
    public async Task Whatever_is_wrong_the_page_is_the_same_and_it_is_slowed_down()
    {
        var email = await program.MemberAsync(Role.Admin, Password, Stop);
        var pages = new List<string>();
        foreach (var guess in new[] { email, $"nobody-{Guid.NewGuid():N}@example.com" })
        {
            using var visitor = new WebVisitor(program.Url);
            var statuses = new List<HttpStatusCode>();
            for (var i = 0; i < 6; i++)
            {
                var answer = await EnterAsync(visitor, guess, "wrong wrong wrong");
                statuses.Add(answer.Status);
                pages.Add(Bare(answer.Html.Replace(guess, "GUESS", StringComparison.Ordinal)));
                answer.Html.ShouldNotContain("wrong wrong wrong");
            }

            statuses.ShouldBe([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 5), HttpStatusCode.ServiceUnavailable]);
        }

        pages.Take(5).Concat(pages.Skip(6).Take(5)).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_terminal_makes_a_link_for_anybody_and_no_link_stands_in_a_log()
    {
        var email = await program.MemberAsync(Role.Viewer, Password, Stop);

        var own = await program.RunAsync(Stop, "sign-in");
        var other = await program.RunAsync(Stop, "sign-in", "--email", email.ToUpperInvariant());
        var nobody = await program.RunAsync(Stop, "sign-in", "--email", "nobody@example.com");

        (own.ExitCode, other.ExitCode, nobody.ExitCode).ShouldBe((ExitCodes.Ok, ExitCodes.Ok, ExitCodes.Of(ProblemKind.NotFound)));
        using var visitor = new WebVisitor(program.Url);
        (await visitor.GetAsync(other.Output.Trim(), Stop)).Text.ShouldContain(email);
        (await visitor.PostAsync(other.Output.Trim(), Stop, ("what", "enter"))).Location.ShouldBe(WebPaths.Inbox);
        (await visitor.GetAsync(WebPaths.People, Stop)).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var link in new[] { own, other }.Select(output => output.Output.Trim().Split('/')[^1]))
        {
            program.Words.ShouldNotContain(link);
        }
    }

    private static async Task<WebAnswer> EnterAsync(WebVisitor visitor, string email, string password)
    {
        await visitor.GetAsync("/sign-in", Stop);
        return await visitor.PostAsync("/sign-in", Stop, ("email", email), ("password", password), ("return", "/"));
    }

    // But for the token of the form, which is new each time.
    private static string Bare(string html) => System.Text.RegularExpressions.Regex.Replace(html, "name=\"form_token\" value=\"[^\"]*\"", "");
}
