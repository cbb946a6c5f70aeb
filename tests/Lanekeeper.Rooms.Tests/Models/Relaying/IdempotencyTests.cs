using System.Text;
using Lanekeeper.FaultProvider;
using Lanekeeper.Models;
using Lanekeeper.Permissions;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

public sealed class IdempotencyTests(RelayFixture room) : IClassFixture<RelayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WireKind.ChatCompletions, false)]
    [InlineData(WireKind.ChatCompletions, true)]
    [InlineData(WireKind.Messages, false)]
    [InlineData(WireKind.Messages, true)]
    public async Task Fifty_atOnce_ask_the_provider_once_and_all_get_the_same_bytes(WireKind kind, bool stream)
    {
        var key = RelayFixture.Key($"fifty-{kind}-{stream}".ToLowerInvariant());
        var call = Call(kind, key, "order-17", RelayFixture.Body(Model(kind, "ok"), stream));

        var atOnce = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SendAsync(call)));
        var after = await SendAsync(call);

        var first = atOnce.Single(each => each is { Problem: null, IsReplayed: false });
        atOnce.Where(each => each.Problem is not null).ShouldAllBe(each => each.Problem == "idempotency.in-flight");
        foreach (var replayed in atOnce.Append(after).Where(each => each.IsReplayed))
        {
            (replayed.Status, replayed.Text, replayed.Headers).ShouldBe((first.Status, first.Text, first.Headers));
        }

        after.IsReplayed.ShouldBeTrue();
        first.Text.ShouldNotBeEmpty();
        (await room.RowsAsync(key.App)).ShouldHaveSingleItem().State.ShouldBe("answered");
    }

    [Fact]
    public async Task An_app_that_left_a_whole_call_finds_its_answer_when_it_comes_back()
    {
        var key = RelayFixture.Key("came-back");
        var call = Call(WireKind.ChatCompletions, key, "k", RelayFixture.Body(RelayFixture.OpenAi("ok")));
        await (await room.Relay.SendAsync(call, new CancellationToken(canceled: true))).Value.DisposeAsync();

        var back = await SendAsync(call);

        back.IsReplayed.ShouldBeTrue();
        back.Text.ShouldContain("complete.");
        (await room.RowsAsync(key.App)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_too_large_to_take_was_made_and_is_not_asked_for_again()
    {
        var key = RelayFixture.Key("key-large");
        var relay = room.With(ModelsFixture.Quick with { LargestResponse = 50 });
        var call = Call(WireKind.ChatCompletions, key, "k", RelayFixture.Body(RelayFixture.OpenAi("ok")));

        (await SendAsync(call, relay)).Problem.ShouldBe("models.answer-too-large");
        (await SendAsync(call, relay)).Problem.ShouldBe("idempotency.consumed");
        (await room.RowsAsync(key.App)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failure_that_may_pass_lets_the_key_go_and_any_other_answer_stays()
    {
        var relay = room.With(ModelsFixture.Quick);
        var (busy, wrong) = (RelayFixture.Key("key-busy"), RelayFixture.Key("key-wrong"));
        var bad = Call(WireKind.ChatCompletions, wrong, "k", RelayFixture.Body(RelayFixture.OpenAi("400")));
        var down = Call(WireKind.ChatCompletions, busy, "k", RelayFixture.Body(RelayFixture.OpenAi("429")));

        var first = await SendAsync(down, relay);
        var second = await SendAsync(down, relay);
        var refused = await SendAsync(bad, relay);
        var again = await SendAsync(bad, relay);

        (first.Status, second.Status, second.IsReplayed).ShouldBe((429, 429, false));
        (await room.RowsAsync(busy.App)).Count.ShouldBe(6);
        (refused.Status, again.Status, again.Text, again.IsReplayed).ShouldBe((400, 400, refused.Text, true));
        (await room.RowsAsync(wrong.App)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_that_failed_before_its_first_output_lets_the_key_go()
    {
        var key = RelayFixture.Key("key-early");
        var call = Call(WireKind.Messages, key, "k", RelayFixture.Body(RelayFixture.Anthropic("error-first"), stream: true));
        var relay = room.With(ModelsFixture.Quick with { BreakerFailures = 100 });

        var first = await SendAsync(call, relay);
        var second = await SendAsync(call, relay);

        (first.Status, second.Status, second.Problem, second.IsReplayed).ShouldBe((200, 200, null, false));
        second.Text.ShouldContain("overloaded_error");
        (await room.RowsAsync(key.App)).Count.ShouldBe(6);
    }

    [Theory]
    [InlineData(WireKind.Messages)]
    [InlineData(WireKind.ChatCompletions)]
    public async Task One_that_failed_so_when_its_head_had_gone_to_the_app_lets_it_go_too(WireKind kind)
    {
        var (key, words) = (RelayFixture.Key($"key-late-{kind}".ToLowerInvariant()), $"late {kind}");
        room.Server.Script(new Behaviour { Do = FaultKind.ErrorFirst, Contains = words, After = 1, FrameDelayMs = 200, Times = 2 });
        var body = Encoding.UTF8.GetBytes($$"""{"model":"{{RelayFixture.Anthropic("ok")}}","max_tokens":50,"stream":true,"messages":[{"role":"user","content":"{{words}}"}]}""");
        var relay = room.With(ModelsFixture.Quick with { BreakerFailures = 100, StreamPeek = TimeSpan.FromMilliseconds(1) });

        var first = await SendAsync(Call(kind, key, "k", body), relay);
        var second = await SendAsync(Call(kind, key, "k", body), relay);

        (first.Status, second.Status, second.Problem, second.IsReplayed).ShouldBe((200, 200, null, false));
        (await room.RowsAsync(key.App)).Select(row => row.FailureCode).ShouldBe(["models.overloaded", "models.overloaded"]);
    }

    [Fact]
    public async Task A_claim_lasts_as_long_as_anything_may_take()
    {
        var key = RelayFixture.Key("key-long");

        await SendAsync(Call(WireKind.ChatCompletions, key, "k", RelayFixture.Body("priced")));

        (await room.Database.FindAsync<bool>("select deadline >= claimed_at + interval '59 minutes' from ledger.idempotency where key_id = @Id", new { key.Id }, Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_that_was_cut_or_left_uses_its_key_up()
    {
        var key = RelayFixture.Key("key-cut");
        var cut = Call(WireKind.ChatCompletions, key, "cut", RelayFixture.Body(RelayFixture.OpenAi("cut"), stream: true));
        var left = Call(WireKind.ChatCompletions, key, "left", RelayFixture.Body(RelayFixture.OpenAi("stall"), stream: true));

        await SendAsync(cut);
        await using (var answer = (await room.Relay.SendAsync(left, Token)).Value)
        {
            await answer.NextAsync(Token);
        }

        (await SendAsync(cut)).Problem.ShouldBe("idempotency.consumed");
        (await SendAsync(left)).Problem.ShouldBe("idempotency.consumed");
        var rows = await room.RowsAsync(key.App);
        rows.Count.ShouldBe(2);
        (await room.Relay.SendAsync(cut, Token)).Problem!.Message.ShouldContain(rows[0].Id.ToString());
    }

    [Fact]
    public async Task What_is_refused_here_leaves_the_key_free_and_another_request_with_a_used_one_is_a_mismatch()
    {
        var key = RelayFixture.Key("key-other");

        (await SendAsync(Call(WireKind.ChatCompletions, key, "k", RelayFixture.Body("nobody")))).Problem.ShouldBe("models.no-such-model");
        (await SendAsync(Call(WireKind.ChatCompletions, key, "k", RelayFixture.Body("priced")))).Problem.ShouldBeNull();
        (await SendAsync(Call(WireKind.ChatCompletions, key, "k", RelayFixture.Body("quick")))).Problem.ShouldBe("idempotency.mismatch");
        (await SendAsync(Call(WireKind.ChatCompletions, key, "k", RelayFixture.Body("priced")) with { Query = "?a=1" })).Problem.ShouldBe("idempotency.mismatch");
        (await SendAsync(Call(WireKind.ChatCompletions, key, "k", "no JSON"u8.ToArray()))).Problem.ShouldBe("models.request-no-json");
        (await SendAsync(Call(WireKind.ChatCompletions, key, new string('k', 256), RelayFixture.Body("priced")))).Problem.ShouldBe("idempotency.bad-key");
        (await room.RowsAsync(key.App)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(WireKind.ChatCompletions)]
    [InlineData(WireKind.Messages)]
    public async Task The_provider_gets_a_key_that_is_this_apps_alone_and_the_same_with_each_try(WireKind kind)
    {
        var (one, two) = (RelayFixture.Key("key-one"), RelayFixture.Key("key-two"));
        var model = Model(kind, "500x2-then-ok");

        await SendAsync(Call(kind, one, "order-17", RelayFixture.Body(model)));
        await SendAsync(Call(kind, two, "order-17", RelayFixture.Body(Model(kind, "renamed"))));

        var sent = room.Server.Attempts.Where(attempt => attempt.Model == model).Select(attempt => attempt.Ids["idempotency-key"]).ToList();
        var other = room.Server.Attempts.Last(attempt => attempt.Model == Model(kind, "renamed")).Ids["idempotency-key"];
        sent.Count.ShouldBe(3);
        sent.Distinct().ShouldHaveSingleItem().ShouldNotBeNull().ShouldStartWith("lanekeeper-");
        other.ShouldNotBeNull().ShouldNotBe(sent[0]);
        other.ShouldNotContain("order-17");
    }

    private static string Model(WireKind kind, string fault) => kind == WireKind.Messages ? RelayFixture.Anthropic(fault) : RelayFixture.OpenAi(fault);

    private static RelayCall Call(WireKind kind, AppKey key, string name, byte[] body) =>
        RelayFixture.Call(kind, key.App, body) with { Key = key, Headers = [new("anthropic-version", "2023-06-01"), new("idempotency-key", name)] };

    private async Task<Came> SendAsync(RelayCall call, IRelay? relay = null)
    {
        if (!(await (relay ?? room.Relay).SendAsync(call, Token)).Succeeded(out var answer, out var problem))
        {
            return new Came(0, "", "", false, problem.Code);
        }

        await using (answer)
        {
            var text = "";
            while (await answer.NextAsync(Token) is { Length: > 0 } part)
            {
                text += Encoding.UTF8.GetString(part.Span);
            }

            var headers = answer.Headers.Where(header => header.Key != "x-lanekeeper-replayed").Select(header => $"{header.Key}: {header.Value}");
            return new Came(answer.Status, text, string.Join('\n', headers), answer.Headers.Any(header => header is { Key: "x-lanekeeper-replayed", Value: "true" }), null);
        }
    }

    private sealed record Came(int Status, string Text, string Headers, bool IsReplayed, string? Problem);
}
