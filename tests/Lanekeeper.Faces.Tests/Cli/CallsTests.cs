using Lanekeeper.Faces.Tests.Web.Calls;
using Lanekeeper.Ledger;

namespace Lanekeeper.Faces.Tests.Cli;

public sealed class CallsTests
{
    private static readonly Guid Key = Guid.Parse("0199a000-0000-7000-8000-0000000000aa");

    [Fact]
    public async Task The_list_is_narrowed_by_app_and_session_and_says_why_a_call_failed()
    {
        await using var server = await ServerAsync();
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("calls", "--app", "shop", "--session", "s 1")).ShouldBe(0);

        server.Queries.ShouldHaveSingleItem().ShouldContain("app=shop&session=s%201");
        terminal.Output.ShouldContain("failed transient, models.server-error");
        terminal.Output.ShouldContain("shop");
    }

    [Fact]
    public async Task A_cost_below_what_is_shown_is_not_shown_as_nothing()
    {
        await using var server = await ServerAsync();
        server.Calls[0] = server.Calls[0] with { Call = server.Calls[0].Call with { CostUsd = 0.00000006m } };
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("calls")).ShouldBe(0);

        terminal.Output.ShouldContain("<$0.000001");
        terminal.Output.ShouldNotContain("$0.00 ");
    }

    [Fact]
    public async Task An_apps_call_is_shown_with_its_key_format_and_session()
    {
        await using var server = await ServerAsync();
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("calls", "show", server.Calls[0].Call.Id.ToString())).ShouldBe(0);

        foreach (var fact in new[] { "shop", Key.ToString(), "openai.chat_completions, streamed", "s 1" })
        {
            terminal.Output.ShouldContain(fact);
        }
    }

    private static async Task<StubServer> ServerAsync()
    {
        var server = await StubServer.StartAsync();
        var call = Samples.Call("openai", "{}", null, "openai.chat_completions");
        server.Calls.Add(call with
        {
            Call = call.Call with { RunId = null, StepId = null, App = "shop", KeyId = Key, Streamed = true, SessionId = "s 1", State = CallState.FailedTransient, FailureCode = "models.server-error" },
        });
        return server;
    }
}
