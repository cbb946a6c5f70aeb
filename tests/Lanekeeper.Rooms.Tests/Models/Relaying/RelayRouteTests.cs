using System.Globalization;
using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Project;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

/// <summary>Which model an app gets, and what stands in when that one is down.</summary>
public sealed class RelayRouteTests(RelayFixture room) : IClassFixture<RelayFixture>
{
    private const string Priced = "gpt-4.1-mini-2025-04-14";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_app_declares_decides_which_model_answers_and_the_row_says_why()
    {
        var call = RelayFixture.Call(WireKind.ChatCompletions, "chooses", RelayFixture.Body("choosing"));
        var german = Encoding.UTF8.GetBytes("""{"model":"choosing","messages":[{"role":"user","content":"Wo ist mein Paket? Ich warte seit Montag."}]}""");

        var answers = new List<string>();
        foreach (var each in new[]
        {
            call,
            call with { Task = ModelTask.Classify },
            call with { Body = german },
            call with { Body = german, Consequence = Consequence.Low },
            call with { EarlierFailure = true },
        })
        {
            var (status, headers, _) = await SendAsync(room.Relay, each);
            (status, headers.ContainsKey("x-lanekeeper-degraded")).ShouldBe((200, false));
            answers.Add(headers["x-lanekeeper-route-reason"]);
        }

        var rows = await room.RowsAsync("chooses");
        rows.Select(row => row.RequestedModel).ShouldBe([Priced, "fault-ok@stands-in", Priced, "fault-ok@small", "fault-ok@stands-in"]);
        rows.Select(row => row.RouteReason).ShouldBe(["default", "rule 1: short and simple", "default", "rule 2: consequence low, language de", "rule 4: earlier failure"]);
        answers.ShouldBe(rows.Select(row => row.RouteReason));
    }

    [Fact]
    public async Task A_model_that_speaks_another_format_is_chosen_and_stands_in_where_the_request_can_be_carried_to_it()
    {
        var plain = Encoding.UTF8.GetBytes("""{"model":"choosing","messages":[{"role":"user","content":"Hello"}]}""");
        var call = RelayFixture.Call(WireKind.ChatCompletions, "crosses", plain) with { Task = ModelTask.Plan };

        (await SendAsync(room.Relay, call)).Status.ShouldBe(200);
        (await room.Relay.SendAsync(call with { Body = RelayFixture.Body("choosing") }, Token)).Problem!.Code.ShouldBe("models.cannot-carry");

        (await room.RowsAsync("crosses")).ShouldHaveSingleItem().RequestedModel.ShouldContain("claude");
    }

    [Theory]
    [InlineData("503", "models.server-error")]
    [InlineData("429", "models.rate-limited")]
    [InlineData("reset", "models.connection-lost")]
    [InlineData("silence", "models.deadline")]
    public async Task Within_its_envelope_another_model_answers_and_everybody_is_told(string fault, string code)
    {
        var app = $"falls-{fault}";
        var (status, headers, text) = await SendAsync(room.With(ModelsFixture.Quick), Routed(app, fault));

        (status, headers["x-lanekeeper-attempts"], headers["x-lanekeeper-model"]).ShouldBe((200, "2", "openai/fault-ok@stands-in"));
        headers["x-lanekeeper-degraded"].ShouldBe($"fallback from r-{fault}: {code}");
        text.ShouldContain("complete.");
        var rows = await room.RowsAsync(app);
        rows.Select(row => (row.Purpose, row.RequestedModel, row.Degraded)).ShouldBe(
            [("answer", $"fault-{fault}@routed", null), ("fallback", "fault-ok@stands-in", $"fallback from r-{fault}: {code}")]);
        rows[0].FailureCode.ShouldBe(code);
    }

    [Theory]
    [InlineData("refusal")]
    [InlineData("400")]
    [InlineData("401")]
    [InlineData("quota")]
    [InlineData("context")]
    public async Task An_answer_that_is_not_liked_is_never_routed_around(string fault)
    {
        var app = $"stays-{fault}";
        var (_, headers, _) = await SendAsync(room.With(ModelsFixture.Quick), Routed(app, fault));

        headers["x-lanekeeper-attempts"].ShouldBe("1");
        (await room.RowsAsync(app)).ShouldHaveSingleItem().RequestedModel.ShouldBe($"fault-{fault}@routed");
    }

    [Fact]
    public async Task Outside_its_envelope_nothing_stands_in_and_the_answer_says_why()
    {
        (RelayCall Call, string Why)[] cases =
        [
            (Routed("outside", "503") with { Consequence = null }, "no model may stand in: the consequence is high, and nothing stands in above medium"),
            (Routed("outside", "503", """, "store": true}"""), "no model may stand in: the request leans on what its provider keeps"),
            (Routed("outside", "503", """, "response_format": {"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object"}}}}"""), "stands-in may not stand in: it is not declared to be capable of json_schema"),
            (Routed("outside", "503") with { Key = RelayFixture.Key("outside", "r-503") }, "stands-in may not stand in: the key may not use it"),
        ];
        foreach (var (call, why) in cases)
        {
            var (status, headers, _) = await SendAsync(room.With(ModelsFixture.Quick), call);
            status.ShouldBe(503);
            headers["x-lanekeeper-ruled-out"].ShouldContain(why);
        }

        (await room.RowsAsync("outside")).ShouldAllBe(row => row.RequestedModel == "fault-503@routed");
    }

    [Fact]
    public async Task What_may_stand_in_and_cannot_be_asked_is_named_too()
    {
        var body = Encoding.UTF8.GetBytes("""{"model":"to-claude","n":2,"messages":[{"role":"user","content":"Hello"}]}""");

        var (status, headers, _) = await SendAsync(room.With(ModelsFixture.Quick), RelayFixture.Call(WireKind.ChatCompletions, "uncarried", body) with { Consequence = Consequence.Low });

        status.ShouldBe(503);
        headers["x-lanekeeper-ruled-out"].ShouldSatisfyAllConditions(
            said => said.ShouldStartWith("small may not stand in: the call takes about"),
            said => said.ShouldContain("; claude-stands-in may not stand in: `n`"));
    }

    [Fact]
    public async Task An_answer_that_nothing_else_could_follow_does_not_say_what_may_not_stand_in()
    {
        var (_, headers, _) = await SendAsync(room.With(ModelsFixture.Quick), Routed("liked", "400") with { Consequence = null });

        headers.ShouldNotContainKey("x-lanekeeper-ruled-out");
    }

    [Fact]
    public async Task A_provider_that_is_left_alone_is_stood_in_for_at_once_and_says_so_when_nothing_may()
    {
        var relay = room.With(ModelsFixture.Quick with { BreakerFailures = 1 });
        await SendAsync(relay, Routed("alone", "503"));

        var (_, headers, _) = await SendAsync(relay, Routed("alone", "503"));
        headers["x-lanekeeper-degraded"].ShouldBe("fallback from r-503: models.breaker-open");
        (await room.RowsAsync("alone")).Select(row => row.Purpose).ShouldBe(["answer", "fallback", "fallback"]);

        var trace = new RelayTrace();
        var problem = (await relay.SendAsync(Routed("alone", "503") with { Consequence = null, Trace = trace }, Token)).Problem!;
        (trace.RuledOut, trace.CallId).ShouldBe((problem.Details[0], null));
        (problem.Code, problem.Details[0]).ShouldBe(("models.breaker-open", "no model may stand in: the consequence is high, and nothing stands in above medium"));
    }

    [Fact]
    public async Task A_stream_falls_back_before_its_first_output_and_never_after_it()
    {
        var relay = room.With(ModelsFixture.Quick);
        var call = RelayFixture.Call(WireKind.Messages, "streams", RelayFixture.Body("claude", stream: true)) with { Consequence = Consequence.Low };

        var (_, headers, text) = await SendAsync(relay, call);
        headers["x-lanekeeper-degraded"].ShouldBe("fallback from r-overloaded: models.overloaded");
        text.ShouldEndWith("data: {\"type\":\"message_stop\"}\n\n");
        (await room.RowsAsync("streams")).Select(row => (row.Purpose, row.State)).ShouldBe(
            [("answer", "failed_transient"), ("retry", "failed_transient"), ("fallback", "answered")]);

        (_, headers, text) = await SendAsync(relay, call with { Key = RelayFixture.Key("broken"), Body = RelayFixture.Body("broken", stream: true) });
        headers.ShouldNotContainKey("x-lanekeeper-degraded");
        text.ShouldNotContain("message_stop");
        (await room.RowsAsync("broken")).ShouldHaveSingleItem().FailureCode.ShouldBe("models.connection-lost");
    }

    [Fact]
    public async Task A_whole_answer_that_does_not_fit_its_schema_goes_to_the_strong_model_and_else_is_handed_on_as_it_is()
    {
        var relay = room.With(ModelsFixture.Quick);

        var (status, headers, text) = await SendAsync(relay, Shaped("escalates", "cheap"));
        (status, headers["x-lanekeeper-model"], headers["x-lanekeeper-route-reason"]).ShouldBe((200, "openai/fault-ok@stands-in", "cascade: the answer of r-misfit does not fit its schema"));
        text.ShouldContain("good");
        (await room.RowsAsync("escalates")).Select(row => (row.Purpose, row.State, row.FailureCode)).ShouldBe(
            [("answer", "failed_semantic", "models.invalid-output"), ("escalation", "answered", null)]);

        (status, headers, _) = await SendAsync(relay, Shaped("stays-weak", "cheap-alone"));
        (status, headers["x-lanekeeper-model"], headers["x-lanekeeper-degraded"]).ShouldBe((200, "openai/fault-misfit@routed", "escalation to r-503 failed: models.server-error"));
        headers["x-lanekeeper-attempts"].ShouldBe((await room.RowsAsync("stays-weak")).Count.ToString(CultureInfo.InvariantCulture));
        var weak = (await room.RowsAsync("stays-weak"))[0];
        (weak.State, weak.FailureCode).ShouldBe(("failed_semantic", "models.invalid-output"));
        (await SendAsync(relay, Shaped("streams-weak", "cheap", stream: true))).Headers["x-lanekeeper-model"].ShouldBe("openai/fault-misfit@routed");
        (await SendAsync(relay, RelayFixture.Call(WireKind.ChatCompletions, "no-schema", RelayFixture.Body("cheap")))).Headers["x-lanekeeper-attempts"].ShouldBe("1");
    }

    [Fact]
    public async Task When_no_time_is_left_the_strong_model_is_not_begun_with()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        var relay = room.With(ModelsFixture.Quick, time, new HookedCalls(room.Get<ICalls>()) { Closed = () => time.Advance(TimeSpan.FromMinutes(1)) });

        var (status, headers, _) = await SendAsync(relay, Shaped("too-late", "cheap"));

        (status, headers["x-lanekeeper-degraded"]).ShouldBe((200, "escalation to stands-in failed: no time is left"));
        (await room.RowsAsync("too-late")).ShouldHaveSingleItem().State.ShouldBe("failed_semantic");
    }

    private static RelayCall Shaped(string app, string route, bool stream = false) => RelayFixture.Call(
        WireKind.ChatCompletions,
        app,
        Encoding.UTF8.GetBytes(
            """
            {"model":"ROUTE","stream":STREAM,"messages":[{"role":"user","content":"How?"}],
             "response_format":{"type":"json_schema","json_schema":{"name":"mood","strict":true,"schema":
               {"type":"object","required":["mood"],"additionalProperties":false,"properties":{"mood":{"type":"string","enum":["good","bad"]}}}}}}
            """.Replace("ROUTE", route, StringComparison.Ordinal).Replace("STREAM", stream ? "true" : "false", StringComparison.Ordinal)));

    private static RelayCall Routed(string app, string fault, string more = "}") =>
        RelayFixture.Call(WireKind.ChatCompletions, app, Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(RelayFixture.Body($"to-{fault}"))[..^1] + more)) with { Consequence = Consequence.Medium };

    private static async Task<(int Status, Dictionary<string, string> Headers, string Text)> SendAsync(IRelay relay, RelayCall call)
    {
        await using var answer = (await relay.SendAsync(call, Token)).Value;
        var text = new StringBuilder();
        while (await answer.NextAsync(Token) is { Length: > 0 } part)
        {
            text.Append(Encoding.UTF8.GetString(part.Span));
        }

        return (answer.Status, answer.Headers.GroupBy(header => header.Key).ToDictionary(group => group.Key, group => group.First().Value), text.ToString());
    }
}
