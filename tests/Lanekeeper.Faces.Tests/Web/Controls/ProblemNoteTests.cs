using Lanekeeper.Web.Controls;

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

    private static Task<string> SayAsync(string message) =>
        Rendering.ControlAsync<ProblemNote>(new() { ["Problem"] = new Problem(ProblemKind.Invalid, "test.problem", message) { Details = ["one `detail`"] } });
}
