using System.Text;
using Lanekeeper.FaultProvider;
using Lanekeeper.Models;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

public sealed class RelayTests(RelayFixture room) : IClassFixture<RelayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WireKind.ChatCompletions, "openai.chat_completions")]
    [InlineData(WireKind.Messages, "anthropic.messages")]
    public async Task What_the_app_sends_goes_on_byte_for_byte_and_so_does_what_comes_back(WireKind kind, string format)
    {
        var (app, model) = ($"plain-{kind}".ToLowerInvariant(), Model(kind, "ok"));
        var body = RelayFixture.Body(model);

        var (status, _, text) = await SendAsync(RelayFixture.Call(kind, app, body));

        status.ShouldBe(200);
        var row = (await room.RowsAsync(app)).ShouldHaveSingleItem();
        (row.State, row.Format, row.Streamed, row.Workflow, row.RequestedModel).ShouldBe(("answered", format, false, app, model));
        row.Prompt.ShouldBe(Encoding.UTF8.GetString(body));
        row.Response.ShouldBe(text);
        row.InputTokens.ShouldNotBeNull().ShouldBeGreaterThan(0);
        var attempt = Attempts(model).Last();
        room.Server.BodyOf(attempt.Number)!.Value.ToArray().ShouldBe(body);
        attempt.Credential.ShouldBe(kind == WireKind.Messages ? "x-api-key" : "bearer");
    }

    [Fact]
    public async Task Of_a_stream_that_is_too_long_to_keep_the_row_has_the_beginning_and_tells_its_length()
    {
        var relay = room.With(ModelsFixture.Quick with { LargestResponse = 2000 });
        await using var answer = (await relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "long", RelayFixture.Body(RelayFixture.OpenAi("ok"), stream: true, usage: true)), Token)).Value;
        var whole = new MemoryStream();
        while (await answer.NextAsync(Token) is { Length: > 0 } part)
        {
            await whole.WriteAsync(part, Token);
        }

        var id = (await room.RowsAsync("long")).ShouldHaveSingleItem().Id;
        var (kept, length) = await room.Database.FindAsync<(byte[], long)>("select bytes, full_length from ledger.call_body where id = @id and direction = 'response'", new { id }, Token);
        kept.ShouldBe(whole.ToArray()[..2000]);
        length.ShouldBe(whole.Length);
    }

    [Fact]
    public async Task A_call_is_opened_at_the_moment_of_its_id_so_that_both_are_of_one_day()
    {
        await using var answer = (await room.Relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "dated", RelayFixture.Body(RelayFixture.OpenAi("ok"))), Token)).Value;

        var id = (await room.RowsAsync("dated")).ShouldHaveSingleItem().Id;
        (await room.Database.FindAsync<DateTimeOffset>("select opened_at from ledger.call_intent where id = @id", new { id }, Token)).ShouldBe(Id.TimeOf(id));
    }

    [Fact]
    public async Task A_route_or_a_models_name_becomes_the_pinned_id_and_nothing_else_changes()
    {
        var (_, _, text) = await SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "named", RelayFixture.Body("quick")));

        var row = (await room.RowsAsync("named")).ShouldHaveSingleItem();
        (row.Route, row.RequestedModel).ShouldBe(("quick", "gpt-4.1-mini-2025-04-14"));
        row.Prompt.ShouldBe(Encoding.UTF8.GetString(RelayFixture.Body("gpt-4.1-mini-2025-04-14")));
        row.CostUsd.ShouldBe(((row.InputTokens * 0.4m) + (row.OutputTokens * 1.6m)) / 1_000_000m);
        text.ShouldContain("complete.");
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions, false)]
    [InlineData(WireKind.ChatCompletions, true)]
    [InlineData(WireKind.Messages, false)]
    public async Task A_stream_passes_event_by_event_and_its_last_one_only_after_its_row(WireKind kind, bool asksForUsage)
    {
        var app = $"stream-{kind}-{asksForUsage}".ToLowerInvariant();
        await using var answer = (await room.Relay.SendAsync(RelayFixture.Call(kind, app, RelayFixture.Body(Model(kind, "ok"), stream: true, asksForUsage)), Token)).Value;
        var (passed, statesBefore) = ("", new List<string>());
        while (await answer.NextAsync(Token) is { Length: > 0 } part)
        {
            statesBefore.Add((await room.RowsAsync(app)).Single().State);
            passed += Encoding.UTF8.GetString(part.Span);
        }

        var row = (await room.RowsAsync(app)).Single();
        statesBefore[^1].ShouldBe("answered");
        statesBefore[0].ShouldBe("open");
        (row.State, row.Streamed, row.InputTokens is > 0).ShouldBe(("answered", true, true));
        passed.ShouldEndWith(kind == WireKind.Messages ? "data: {\"type\":\"message_stop\"}\n\n" : "data: [DONE]\n\n");
        if (kind == WireKind.ChatCompletions && !asksForUsage)
        {
            row.Response!.Length.ShouldBeGreaterThan(passed.Length);
            passed.ShouldNotContain("\"usage\":{");
        }
        else
        {
            passed.ShouldBe(row.Response);
        }
    }

    [Fact]
    public async Task What_may_pass_is_tried_again_before_the_app_hears_of_it_and_each_try_is_a_row()
    {
        var (status, headers, _) = await SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "again", RelayFixture.Body(RelayFixture.OpenAi("500x2-then-ok"))));

        (status, headers["x-lanekeeper-attempts"]).ShouldBe((200, "3"));
        (await room.RowsAsync("again")).Select(row => row.State).ShouldBe(["failed_transient", "failed_transient", "answered"]);
    }

    [Theory]
    [InlineData("429", 429, 3, "failed_transient")]
    [InlineData("500", 500, 3, "failed_transient")]
    [InlineData("400", 400, 1, "failed_semantic")]
    [InlineData("context", 400, 1, "failed_semantic")]
    [InlineData("refusal", 200, 1, "failed_semantic")]
    public async Task An_error_of_the_provider_is_passed_on_and_says_that_trying_again_is_of_no_use(string fault, int status, int tries, string state)
    {
        // A breaker of its own: these faults in a row would trip it for one another.
        var app = $"error-{fault}";
        await using var answer = (await room.With(ModelsFixture.Quick).SendAsync(RelayFixture.Call(WireKind.ChatCompletions, app, RelayFixture.Body(RelayFixture.OpenAi(fault))), Token)).Value;
        var text = await TextAsync(answer);

        answer.Status.ShouldBe(status);
        var rows = await room.RowsAsync(app);
        (rows.Count, rows[^1].State, rows[^1].Response).ShouldBe((tries, state, text));
        answer.Headers.Any(header => header is { Key: "x-should-retry", Value: "false" }).ShouldBe(status >= 400);
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions, "cut", "failed_transient", "models.connection-lost")]
    [InlineData(WireKind.Messages, "cut", "failed_transient", "models.connection-lost")]
    [InlineData(WireKind.ChatCompletions, "truncated", "failed_transient", "models.connection-lost")]
    [InlineData(WireKind.Messages, "truncated", "failed_transient", "models.connection-lost")]
    [InlineData(WireKind.ChatCompletions, "stall", "timed_out", "models.silent")]
    [InlineData(WireKind.Messages, "stall", "timed_out", "models.silent")]
    public async Task A_stream_that_is_cut_or_stands_still_ends_in_an_error_and_never_like_a_whole_one(WireKind kind, string fault, string state, string code)
    {
        var app = $"broken-{kind}-{fault}".ToLowerInvariant();
        var relay = room.With(ModelsFixture.Quick with { StreamSilence = TimeSpan.FromMilliseconds(500) });
        await using var answer = (await relay.SendAsync(RelayFixture.Call(kind, app, RelayFixture.Body(Model(kind, fault), stream: true)), Token)).Value;

        var text = await TextAsync(answer);

        text.ShouldNotContain("[DONE]");
        text.ShouldNotContain("message_stop");
        text.TrimEnd().Split("\n\n")[^1].ShouldContain("\"error\":{\"message\":");
        var row = (await room.RowsAsync(app)).ShouldHaveSingleItem();
        (row.State, row.FailureCode, row.CostUsd).ShouldBe((state, code, null));
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions, ": ping\n\n")]
    [InlineData(WireKind.Messages, "event: ping\ndata: {\"type\": \"ping\"}\n\n")]
    public async Task An_app_hears_that_its_stream_lives_while_it_stands_still_and_may(WireKind kind, string ping)
    {
        var app = $"pinged-{kind}".ToLowerInvariant();
        var relay = room.With(ModelsFixture.Quick with { StreamSilence = TimeSpan.FromMilliseconds(950), PingEvery = TimeSpan.FromMilliseconds(200) });
        await using var answer = (await relay.SendAsync(RelayFixture.Call(kind, app, RelayFixture.Body(Model(kind, "stall"), stream: true)), Token)).Value;

        var text = await TextAsync(answer);

        (text.Split(ping).Length - 1).ShouldBe(4);
        text.TrimEnd().Split("\n\n")[^1].ShouldContain("\"error\":{\"message\":");
        var row = (await room.RowsAsync(app)).ShouldHaveSingleItem();
        (row.State, row.FailureCode).ShouldBe(("timed_out", "models.silent"));
    }

    [Fact]
    public async Task An_app_that_leaves_a_stream_does_not_lose_its_row()
    {
        var answer = (await room.Relay.SendAsync(RelayFixture.Call(WireKind.Messages, "leaves", RelayFixture.Body(RelayFixture.Anthropic("stall"), stream: true)), Token)).Value;
        (await answer.NextAsync(Token)).Length.ShouldBeGreaterThan(0);
        using var leaving = new CancellationTokenSource();
        var waiting = ReadOnAsync(answer, leaving.Token);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await answer.DisposeAsync();

        var row = (await room.RowsAsync("leaves")).ShouldHaveSingleItem();
        (row.State, row.FailureCode).ShouldBe(("cancelled", "models.cancelled"));
        row.Response.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_app_that_leaves_a_call_that_is_not_streamed_is_answered_in_the_ledger_all_the_same()
    {
        room.Server.Script(new Behaviour { Model = RelayFixture.OpenAi("ok"), Contains = "slowly", DelayMs = 300 });
        using var leaving = new CancellationTokenSource();
        var body = Encoding.UTF8.GetBytes($$"""{"model":"{{RelayFixture.OpenAi("ok")}}","messages":[{"role":"user","content":"slowly"}]}""");
        var sending = room.Relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "gone", body), leaving.Token);
        await room.Server.WaitForAsync(attempt => attempt.LastUserText == "slowly", Token);

        await leaving.CancelAsync();
        await sending;

        (await room.RowsAsync("gone")).ShouldHaveSingleItem().State.ShouldBe("answered");
    }

    [Fact]
    public async Task A_provider_that_is_silent_costs_a_stream_its_limit_and_one_try()
    {
        var relay = room.With(ModelsFixture.Quick with { StreamBeginsWithin = TimeSpan.FromMilliseconds(300) });
        var sent = await relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "silent", RelayFixture.Body(RelayFixture.OpenAi("silence"), stream: true)), Token);

        sent.Problem!.Code.ShouldBe("models.silent");
        (await room.RowsAsync("silent")).ShouldHaveSingleItem().State.ShouldBe("timed_out");
    }

    [Fact]
    public async Task A_provider_that_was_never_asked_is_not_blamed()
    {
        var relay = room.With(ModelsFixture.Quick with { BreakerFailures = 1, StreamBeginsWithin = TimeSpan.Zero });
        var (late, whole) = (RelayFixture.Body(RelayFixture.OpenAi("renamed"), stream: true), RelayFixture.Body(RelayFixture.OpenAi("renamed")));

        (await relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "never-asked", late), Token)).Problem!.Code.ShouldBe("models.silent");
        await using var answer = (await relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "never-asked", whole), Token)).Value;

        answer.Status.ShouldBe(200);
        (await room.RowsAsync("never-asked")).Select(row => row.State).ShouldBe(["timed_out", "answered"]);
    }

    [Fact]
    public async Task What_follows_an_error_in_a_stream_is_not_heaped_up_without_end()
    {
        var more = string.Concat(Enumerable.Repeat(": more of it\n\n", 20_000));
        room.Server.Script(new Behaviour
        {
            Do = FaultKind.Raw,
            Contains = "goes on and on",
            ContentType = "text/event-stream",
            Body = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"}}]}\n\ndata: {\"error\":{\"message\":\"The server had an error.\",\"type\":\"server_error\"}}\n\n" + more,
        });
        var body = Encoding.UTF8.GetBytes($$"""{"model":"{{RelayFixture.OpenAi("ok")}}","stream":true,"messages":[{"role":"user","content":"goes on and on"}]}""");
        var relay = room.With(ModelsFixture.Quick with { LargestResponse = 32 * 1024 });
        await using var answer = (await relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "on-and-on", body), Token)).Value;

        var text = await TextAsync(answer);

        text.ShouldContain("The server had an error.");
        text.Length.ShouldBeLessThan(48 * 1024);
        (await room.RowsAsync("on-and-on")).ShouldHaveSingleItem().FailureCode.ShouldBe("models.server-error");
    }

    [Fact]
    public async Task What_a_provider_did_and_nobody_can_read_counts_as_it_was_held_and_what_it_turned_down_counts_nothing()
    {
        var call = RelayFixture.Call(WireKind.ChatCompletions, "careful", Encoding.UTF8.GetBytes("""{"model":"quick","messages":[{"role":"user","content":"half of it"}]}"""));
        var relay = room.With(ModelsFixture.Quick with { BreakerFailures = 100 });
        room.Server.Script(new Behaviour { Do = FaultKind.Truncated, Contains = "half of it", Times = 2 }, new Behaviour { Do = FaultKind.ServerError, Contains = "half of it", Times = 2 });

        (await relay.SendAsync(call, Token)).Problem!.Code.ShouldBe("models.garbled");
        var spent = await SpentAsync("careful");
        await (await relay.SendAsync(call, Token)).Value.DisposeAsync();

        spent.ShouldBeGreaterThan(0);
        (await SpentAsync("careful")).ShouldBe(spent);
        (await room.RowsAsync("careful")).Select(row => row.FailureCode).ShouldBe(["models.garbled", "models.garbled", "models.server-error", "models.server-error"]);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("error-inside")]
    public async Task A_success_that_is_none_is_a_failure(string fault)
    {
        var app = $"lie-{fault}";
        var sent = await room.With(ModelsFixture.Quick).SendAsync(RelayFixture.Call(WireKind.ChatCompletions, app, RelayFixture.Body(RelayFixture.OpenAi(fault))), Token);

        sent.Problem!.IsTransient.ShouldBeTrue();
        (await room.RowsAsync(app)).ShouldAllBe(row => row.State == "failed_transient");
    }

    [Fact]
    public async Task A_provider_that_is_down_is_asked_a_few_times_and_then_left_alone()
    {
        var model = RelayFixture.OpenAi("503");
        var relay = room.With(ModelsFixture.Quick);
        var codes = new List<string?>();
        for (var i = 0; i < 15; i++)
        {
            codes.Add((await relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "down", RelayFixture.Body(model)), Token)).Problem?.Code);
        }

        Attempts(model).Count.ShouldBeLessThanOrEqualTo(4);
        codes.Skip(1).ShouldAllBe(code => code == "models.breaker-open");
    }

    [Fact]
    public async Task A_key_reaches_what_it_names_and_the_project_declares_and_nothing_else()
    {
        var call = RelayFixture.Call(WireKind.ChatCompletions, "scoped", RelayFixture.Body(RelayFixture.OpenAi("ok")));
        var narrow = RelayFixture.Key("scoped", "quick");

        (await room.Relay.SendAsync(call with { Key = narrow }, Token)).Problem!.Code.ShouldBe("models.no-such-model");
        (await room.Relay.SendAsync(call with { Body = RelayFixture.Body("gpt-never-declared") }, Token)).Problem!.Code.ShouldBe("models.no-such-model");
        (await room.Relay.SendAsync(call with { Body = RelayFixture.Body("floor") }, Token)).Problem!.Message.ShouldStartWith("`floor` is of provider baseline, which answers steps of runs and no apps. The key can reach: ");
        (await room.Relay.SendAsync(call with { Workflow = "another" }, Token)).Problem!.Code.ShouldBe("permissions.workflow-not-allowed");
        (await room.Relay.ListModelsAsync(narrow, WireKind.ChatCompletions, Token)).Value.Select(model => model.Name).ShouldBe(["quick"]);
        (await room.Relay.ListModelsAsync(narrow, WireKind.CountTokens, Token)).Value.ShouldBeEmpty();
        (await room.RowsAsync("scoped")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Limits_stop_a_call_before_the_provider_hears_of_it()
    {
        var call = RelayFixture.Call(WireKind.ChatCompletions, "few", RelayFixture.Body("quick"));
        await SendAsync(call);
        await SendAsync(call);
        var asked = room.Server.Attempts.Count;

        var refused = (await room.Relay.SendAsync(call, Token)).Problem!;

        (refused.Code, refused.RetryAfter is not null).ShouldBe(("limits.requests", true));
        (await room.Relay.SendAsync(call with { Key = RelayFixture.Key("poor") }, Token)).Problem!.Code.ShouldBe("limits.larger-than-limit");
        (await room.Relay.SendAsync(call with { Key = RelayFixture.Key("blind"), Body = RelayFixture.Body(RelayFixture.OpenAi("ok")) }, Token)).Problem!.Code.ShouldBe("limits.unpriced");
        room.Server.Attempts.Count.ShouldBe(asked);
        (await room.RowsAsync("few")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_error_in_a_stream_before_its_first_output_is_tried_again_and_each_try_says_what_it_was()
    {
        var relay = room.With(ModelsFixture.Quick);
        var sent = await relay.SendAsync(RelayFixture.Call(WireKind.Messages, "first", RelayFixture.Body(RelayFixture.Anthropic("error-first"), stream: true)), Token);
        await using (var answer = sent.Value)
        {
            (await TextAsync(answer)).ShouldContain("overloaded_error");
        }

        (await room.RowsAsync("first")).Select(row => (row.State, row.FailureCode)).ShouldBe(Enumerable.Repeat(("failed_transient", (string?)"models.overloaded"), 3));
    }

    [Fact]
    public async Task A_header_with_letters_that_no_provider_takes_is_left_out_and_harms_nobody()
    {
        var call = RelayFixture.Call(WireKind.ChatCompletions, "letters", RelayFixture.Body(RelayFixture.OpenAi("ok")));

        var (status, _, _) = await SendAsync(call with { Headers = [.. call.Headers, new("user-agent", "Café"), new("x-client-request-id", "a\nb: c")] });

        status.ShouldBe(200);
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"model":7}""")]
    [InlineData("""{"model":"a","model":"b"}""")]
    [InlineData("""{"model":"quick","stream":"yes"}""")]
    public async Task A_body_that_cannot_be_read_is_refused_with_a_reason(string body)
    {
        var problem = (await room.Relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "bad", Encoding.UTF8.GetBytes(body)), Token)).Problem!;

        problem.Kind.ShouldBe(ProblemKind.Invalid);
        (await room.RowsAsync("bad")).ShouldBeEmpty();
    }

    private static string Model(WireKind kind, string fault) => kind == WireKind.Messages ? RelayFixture.Anthropic(fault) : RelayFixture.OpenAi(fault);

    private static async Task ReadOnAsync(RelayAnswer answer, CancellationToken caller)
    {
        while ((await answer.NextAsync(caller)).Length > 0)
        {
            // Whatever comes, until there is no more.
        }
    }

    private static async Task<string> TextAsync(RelayAnswer answer)
    {
        var text = new MemoryStream();
        while (await answer.NextAsync(Token) is { Length: > 0 } part)
        {
            text.Write(part.Span);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private async Task<(int Status, Dictionary<string, string> Headers, string Text)> SendAsync(RelayCall call)
    {
        var sent = await room.Relay.SendAsync(call, Token);
        sent.Problem.ShouldBeNull();
        await using var answer = sent.Value;
        return (answer.Status, answer.Headers.GroupBy(header => header.Key).ToDictionary(group => group.Key, group => group.First().Value), await TextAsync(answer));
    }

    private async Task<decimal> SpentAsync(string app) =>
        await room.Database.FindAsync<decimal>("select day_usd from ledger.meter where meter = @meter", new { meter = $"app:{app}" }, Token);

    private List<Attempt> Attempts(string model) => [.. room.Server.Attempts.Where(attempt => attempt.Model == model)];
}
