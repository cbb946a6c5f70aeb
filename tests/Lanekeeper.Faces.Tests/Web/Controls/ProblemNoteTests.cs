using Lanekeeper.Web.Controls;
using Lanekeeper.Web.Shell;

namespace Lanekeeper.Faces.Tests.Web.Controls;

public sealed class ProblemNoteTests
{
    [Fact]
    public async Task A_command_is_set_apart_and_an_odd_backtick_is_not_taken_for_one()
    {
        (await SayAsync("Run `lanekeeper doctor` on the server.")).ShouldContain("<code>lanekeeper doctor</code>");
        (await SayAsync("A lone ` stays.")).ShouldContain("A lone ` stays.");
    }

    [Fact]
    public async Task What_a_problem_quotes_is_escaped_and_seen()
    {
        var html = await SayAsync("There is no page at /`<img src=x>`\u0007.");

        html.ShouldContain("<code>&lt;img src=x&gt;</code>");
        html.ShouldNotContain("\u0007");
    }

    [Fact]
    public async Task A_page_about_a_problem_says_it_once_and_of_a_role_who_gives_it()
    {
        var denied = await Rendering.PageAsync<ProblemPage, Problem>(new(ProblemKind.Denied, "permissions.denied", "Vera is viewer; keys.see needs at least operator."));

        denied.ShouldContain("<h1>Not allowed</h1>");
        denied.ShouldNotContain("<b>Not allowed.</b>");
        denied.ShouldContain("Ask an admin for that role if you need it.");
        (await Rendering.PageAsync<ProblemPage, Problem>(new(ProblemKind.Upstream, "web.fault", "Lanekeeper could not make this page."))).ShouldNotContain("<b>Not now.</b>");
        (await Rendering.PageAsync<ProblemPage, Problem>(new(ProblemKind.Denied, "approvals.own-run", "You started this run."))).ShouldNotContain("Ask an admin");
        (await SayAsync("It is decided.")).ShouldContain("<b>Not done.</b>");
    }

    private static Task<string> SayAsync(string message) =>
        Rendering.ControlAsync<ProblemNote>(new() { ["Problem"] = new Problem(ProblemKind.Invalid, "test.problem", message) { Details = ["one `detail`"] } });
}
