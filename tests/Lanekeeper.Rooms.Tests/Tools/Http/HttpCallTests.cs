using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Testing;
using Lanekeeper.Tools;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Rooms.Tests.Tools.Http;

/// <summary>What becomes of a call by what the other side answers, or does not.</summary>
public sealed class HttpCallTests(ToolsFixture room, ToolServer server) : IClassFixture<ToolsFixture>, IClassFixture<ToolServer>
{
    [Fact]
    public async Task A_read_gives_the_answer_and_may_repeat()
    {
        server.Answers["plain"] = context => context.Response.WriteAsync("""{"state":"late"}""");
        var call = Read("plain/{{ order_id }}");

        var first = await room.OutcomeAsync(call);
        var second = await room.OutcomeAsync(call);

        first.Output!.Value.GetRawText().ShouldBe("""{"status":200,"json":{"state":"late"}}""");
        second.ActionId.ShouldNotBe(first.ActionId);
        server.AskedOf("plain").Select(asked => (asked.Method, asked.Target)).ShouldBe([("GET", "/plain/7"), ("GET", "/plain/7")]);
        (await room.RowsAsync(call)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_is_sent_once_with_the_action_as_its_key_and_the_rest_as_its_body()
    {
        server.Answers["write"] = context => { context.Response.StatusCode = 201; return Task.CompletedTask; };
        var call = Write("write/{{ order_id }}");

        var first = await room.OutcomeAsync(call);
        var second = await room.OutcomeAsync(call);

        var asked = server.AskedOf("write").ShouldHaveSingleItem();
        (asked.Method, asked.Target, asked.Body).ShouldBe(("POST", "/write/7", """{"note":"late"}"""));
        asked.Headers["Idempotency-Key"].ShouldBe(first.ActionId.ToString());
        asked.Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        first.Output!.Value.GetRawText().ShouldBe("""{"status":201,"text":""}""");
        second.Output!.Value.GetRawText().ShouldBe(first.Output.Value.GetRawText());
    }

    [Theory]
    [InlineData(400, "tools.refused", false)]
    [InlineData(404, "tools.refused", false)]
    [InlineData(429, "tools.busy", true)]
    [InlineData(307, "tools.redirected", false)]
    public async Task What_certainly_did_not_happen_failed_and_may_be_tried_again(int status, string code, bool isTransient)
    {
        var name = $"failed-{status}";
        server.Answers[name] = Answer(status);
        var call = Write(name);

        var problem = (await room.InvokeAsync(call)).Problem!;
        await room.InvokeAsync(call);

        (problem.Code, problem.IsTransient).ShouldBe((code, isTransient));
        server.AskedOf(name).Count.ShouldBe(2);
        (await room.RowsAsync(call)).ShouldAllBe(row => row.State == ActionState.Failed);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(303)]
    [InlineData(302)]
    public async Task What_may_have_happened_is_in_doubt_and_never_sent_again(int status)
    {
        var name = $"doubt-{status}";
        server.Answers[name] = Answer(status);
        var call = Write(name);

        var first = await room.OutcomeAsync(call);
        var second = await room.OutcomeAsync(call);

        (first.State, second.State, second.ActionId).ShouldBe((ToolState.InDoubt, ToolState.InDoubt, first.ActionId));
        server.AskedOf(name).ShouldHaveSingleItem();
        (await room.RowsAsync(call)).ShouldHaveSingleItem().State.ShouldBe(ActionState.Unknown);
    }

    [Fact]
    public async Task A_write_that_a_process_died_over_is_in_doubt_and_never_sent_again()
    {
        server.Answers["died"] = Answer(200);
        var call = Write("died");
        var action = await room.BeginAndDieAsync(call);

        var outcome = await room.OutcomeAsync(call);

        (outcome.State, outcome.ActionId).ShouldBe((ToolState.InDoubt, action));
        server.AskedOf("died").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("30", 30)]
    [InlineData("999999999", 3600)]
    [InlineData("in five minutes", 300)]
    [InlineData("Mon, 02 Mar 2020 09:05:00 GMT", 0)]
    public async Task Busy_with_a_time_says_when_to_come_again(string header, int seconds)
    {
        var inFive = room.Time.GetUtcNow().AddMinutes(5);
        header = header == "in five minutes" ? inFive.ToString("R") : header;
        var name = $"busy-{seconds}";
        server.Answers[name] = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = header;
            return Task.CompletedTask;
        };

        var problem = (await room.InvokeAsync(Write(name))).Problem!;

        problem.Code.ShouldBe("tools.busy");
        problem.RetryAfter!.Value.TotalSeconds.ShouldBe(seconds, tolerance: 1, "a date in a header is whole seconds");
    }

    [Fact]
    public async Task A_redirect_is_not_followed_even_for_a_read()
    {
        server.Answers["there"] = Answer(200);
        server.Answers["redirect"] = context => { context.Response.Redirect($"{server.Address}there"); return Task.CompletedTask; };

        (await room.InvokeAsync(Read("redirect"))).Problem!.Code.ShouldBe("tools.redirected");
        server.AskedOf("there").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endless_answer_is_cut_it_is_an_error_for_a_read_and_done_for_a_write()
    {
        server.Answers["endless"] = async context =>
        {
            var bytes = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
            }
        };

        var read = (await room.InvokeAsync(Read("endless"))).Problem!;
        var write = await room.OutcomeAsync(Write("endless"));

        (read.Code, read.IsTransient).ShouldBe(("tools.answer-too-large", false));
        write.State.ShouldBe(ToolState.Executed);
        write.Output!.Value.GetProperty("cut").GetBoolean().ShouldBeTrue();
        write.Output.Value.GetRawText().Length.ShouldBeLessThan(20_000);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_tried_again_by_a_read_and_done_for_a_write()
    {
        using var halfway = new HalfwayServer();
        var read = (await room.InvokeAsync(ToolsFixture.With(Read(""), halfway.Declare))).Problem!;
        var write = await room.OutcomeAsync(ToolsFixture.With(Write(""), halfway.Declare));

        (read.Code, read.IsTransient).ShouldBe(("tools.no-outcome", true));
        write.State.ShouldBe(ToolState.Executed);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_any_answer_leaves_a_write_in_doubt()
    {
        server.Answers["reset"] = context => { context.Abort(); return Task.CompletedTask; };

        (await room.OutcomeAsync(Write("reset"))).State.ShouldBe(ToolState.InDoubt);
        server.AskedOf("reset").ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Nobody_at_the_address_is_a_failure_that_passes()
    {
        var call = ToolsFixture.With(Write("x"), tool => tool with { Http = tool.Http! with { Url = Template.Parse("http://127.0.0.1:1/x").Value } });

        var problem = (await room.InvokeAsync(call)).Problem!;

        (problem.Code, problem.IsTransient).ShouldBe(("tools.unreachable", true));
        (await room.RowsAsync(call)).ShouldHaveSingleItem().State.ShouldBe(ActionState.Failed);
    }

    [Fact]
    public async Task When_the_time_is_up_a_read_may_be_tried_again_and_a_write_is_in_doubt()
    {
        var reached = new Signal();
        server.Answers["slow"] = async context =>
        {
            reached.Raise();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        var read = room.InvokeAsync(Read("slow"));
        await reached.WaitAsync(TestContext.Current.CancellationToken);
        room.Time.Advance(TimeSpan.FromSeconds(11));
        var write = room.InvokeAsync(Write("slow"));
        await reached.WaitAsync(TestContext.Current.CancellationToken);
        room.Time.Advance(TimeSpan.FromSeconds(11));

        (await read).Problem!.IsTransient.ShouldBeTrue();
        (await write).Value.State.ShouldBe(ToolState.InDoubt);
    }

    [Fact]
    public async Task A_run_that_is_stopped_while_a_write_is_on_its_way_leaves_it_in_doubt_and_written_down()
    {
        var reached = new Signal();
        server.Answers["stopped"] = async context =>
        {
            reached.Raise();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        using var stop = new CancellationTokenSource();
        var call = Write("stopped");

        var running = room.Tools.InvokeAsync(call, stop.Token);
        await reached.WaitAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();

        (await running).Value.State.ShouldBe(ToolState.InDoubt);
        (await room.RowsAsync(call)).ShouldHaveSingleItem().State.ShouldBe(ActionState.Unknown);
    }

    [Theory]
    [InlineData("""{"a\ud83d":"\u0000\\u0000\ud83d\ude00\udc00"}""", """{"a\ufffd":"\ufffd\\u0000\ud83d\ude00\ufffd"}""")]
    [InlineData("\uFEFF[1]", "[1]")]
    public async Task What_no_database_keeps_is_mended_in_an_answer(string body, string kept)
    {
        server.Answers["odd"] = context => context.Response.WriteAsync(body);

        (await room.OutcomeAsync(Read("odd"))).Output!.Value.GetProperty("json").GetRawText().ShouldBe(kept);
    }

    [Fact]
    public async Task What_is_no_plain_json_is_a_text()
    {
        foreach (var body in (string[])["{'a'}", "1e99999", new string('[', 60) + new string(']', 60), "NaN", "\0", "<html>"])
        {
            server.Answers["text"] = context => context.Response.WriteAsync(body);

            (await room.OutcomeAsync(Read("text"))).Output!.Value.GetProperty("text").GetString().ShouldBe(body.Replace('\0', '\uFFFD'));
        }
    }

    [Fact]
    public async Task A_refusal_is_told_in_one_bounded_line_that_a_terminal_shows_as_it_is()
    {
        server.Answers["loud"] = context => { context.Response.StatusCode = 400; return context.Response.WriteAsync("\u001b[2J\r\nno" + new string('!', 10_000)); };

        var message = (await room.InvokeAsync(Read("loud"))).Problem!.Message;

        message.ShouldStartWith("'lookup_order' was answered with HTTP 400:  [2J  no!!!");
        message.Length.ShouldBeLessThan(400);
    }

    private static RequestDelegate Answer(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    private ToolInvocation Read(string path) => HttpTools.Call(room, server, path);

    private ToolInvocation Write(string path) => ToolsFixture.With(
        HttpTools.Call(room, server, path, """{"order_id":"7","note":"late"}""") with { Workflow = room.Project.Workflows["triage"] with { Ceiling = Ceiling.Execute } },
        tool => tool with { Effect = Effect.Write, Http = tool.Http! with { Method = "POST", SendsJson = true } });
}
