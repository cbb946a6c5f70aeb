using System.Diagnostics;
using System.Text;
using Lanekeeper.Models;
using Lanekeeper.Permissions;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

public sealed class CacheTests(RelayFixture room) : IClassFixture<RelayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(WireKind.ChatCompletions, false)]
    [InlineData(WireKind.ChatCompletions, true)]
    [InlineData(WireKind.Messages, false)]
    [InlineData(WireKind.Messages, true)]
    public async Task The_same_request_gets_the_same_bytes_again_as_a_call_of_its_own_that_costs_nothing(WireKind kind, bool stream)
    {
        var key = Key($"hit-{kind}-{stream}".ToLowerInvariant());
        var call = Call(kind, key, RelayFixture.Body(Model(kind, "ok"), stream));
        var asked = room.Server.Attempts.Count;

        var first = await SendAsync(call);
        var second = await SendAsync(call);

        (first.Cache, second.Cache, second.Text, second.Status).ShouldBe(("miss", "hit", first.Text, first.Status));
        (first.Headers["content-type"], first.Headers.Keys.Any(IsMoment)).ShouldBe((second.Headers["content-type"], true));
        second.Headers.Keys.ShouldNotContain(name => IsMoment(name));
        (room.Server.Attempts.Count - asked).ShouldBe(1);
        var rows = await room.RowsAsync(key.App);
        rows.Select(row => (row.Id, row.State, row.Streamed)).ShouldBe([(first.CallId, "answered", stream), (second.CallId, "answered", stream)]);
        (rows[1].CostUsd, rows[1].InputTokens, await HitOfAsync(rows[1].Id), await HitOfAsync(rows[0].Id)).ShouldBe((0, null, first.CallId, null));
    }

    [Fact]
    public async Task Nothing_is_given_again_where_the_workflow_does_not_say_so_or_to_another_workflow_or_for_other_words()
    {
        var body = RelayFixture.Body(RelayFixture.OpenAi("ok"));
        var (one, two, off) = (Key("apart-one"), new AppKey(Guid.CreateVersion7(), "apart-two", ["cached-two"], [], []), RelayFixture.Key("apart-off"));

        (await SendAsync(Call(WireKind.ChatCompletions, one, body))).Cache.ShouldBe("miss");
        (await SendAsync(Call(WireKind.ChatCompletions, two, body))).Cache.ShouldBe("miss");
        (await SendAsync(Call(WireKind.ChatCompletions, one, RelayFixture.Body(RelayFixture.OpenAi("ok"), stream: true)))).Cache.ShouldBe("miss");
        (await SendAsync(Call(WireKind.ChatCompletions, one, RelayFixture.Body(RelayFixture.OpenAi("ok"), stream: true, usage: true)))).Cache.ShouldBe("miss");
        (await SendAsync(Call(WireKind.ChatCompletions, one, RelayFixture.Body(RelayFixture.OpenAi("renamed"))))).Cache.ShouldBe("miss");
        (await SendAsync(Call(WireKind.ChatCompletions, one, body, ("openai-beta", "x=1")))).Cache.ShouldBe("miss");
        (await SendAsync(Call(WireKind.ChatCompletions, one, body, ("x-client-request-id", "7")))).Cache.ShouldBe("hit");
        (await SendAsync(Call(WireKind.ChatCompletions, off, body))).Cache.ShouldBeNull();
        (await SendAsync(Call(WireKind.ChatCompletions, off, body))).Cache.ShouldBeNull();
    }

    [Theory]
    [InlineData("refusal", false)]
    [InlineData("400", false)]
    [InlineData("cut", true)]
    [InlineData("error-inside", true)]
    public async Task What_is_no_whole_good_answer_is_not_given_again(string fault, bool stream)
    {
        var key = Key($"not-{fault}");
        var call = Call(WireKind.ChatCompletions, key, RelayFixture.Body(RelayFixture.OpenAi(fault), stream));

        var first = await SendAsync(call);
        var second = await SendAsync(call);

        (first.Cache, second.Cache).ShouldBe(("miss", "miss"));
        (await room.RowsAsync(key.App)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_that_was_not_acceptable_is_not_given_again_and_the_new_one_takes_its_place()
    {
        var call = Call(WireKind.ChatCompletions, Key("unacceptable"), RelayFixture.Body(RelayFixture.OpenAi("ok")));

        var first = await SendAsync(call);
        var second = await SendAsync(call with { EarlierFailure = true });
        var third = await SendAsync(call);

        (first.Cache, second.Cache, third.Cache).ShouldBe(("miss", "miss", "hit"));
        (await HitOfAsync(third.CallId), third.Text).ShouldBe((second.CallId, second.Text));
    }

    [Fact]
    public async Task What_leans_on_what_the_provider_keeps_is_asked_each_time()
    {
        var key = Key("stateful");
        var body = Encoding.UTF8.GetBytes($$"""{"model":"{{RelayFixture.OpenAi("ok")}}","input":"How are you?","store":true}""");

        (await SendAsync(Call(WireKind.Responses, key, body))).Cache.ShouldBeNull();
        (await SendAsync(Call(WireKind.Responses, key, body))).Cache.ShouldBeNull();

        (await room.RowsAsync(key.App)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_hit_counts_as_a_request_and_as_nothing_else()
    {
        var key = Key("cached-few");
        var call = Call(WireKind.ChatCompletions, key, RelayFixture.Body("priced"));
        await SendAsync(call);
        var spent = await SpentAsync(key.App);

        (await SendAsync(call)).Cache.ShouldBe("hit");

        (await SpentAsync(key.App)).ShouldBe(spent);
        spent.ShouldBeGreaterThan(0);
        (await room.Relay.SendAsync(call, Token)).Problem!.Code.ShouldBe("limits.requests");
    }

    [Fact]
    public async Task Under_an_idempotency_key_a_hit_is_replayed_as_the_hit_that_it_was()
    {
        var key = Key("both");
        var body = RelayFixture.Body(RelayFixture.OpenAi("ok"), stream: true);
        await SendAsync(Call(WireKind.ChatCompletions, key, body, ("idempotency-key", "first")));

        var hit = await SendAsync(Call(WireKind.ChatCompletions, key, body, ("idempotency-key", "second")));
        var replayed = await SendAsync(Call(WireKind.ChatCompletions, key, body, ("idempotency-key", "second")));
        var original = await SendAsync(Call(WireKind.ChatCompletions, key, body, ("idempotency-key", "first")));

        (hit.Cache, replayed.Cache, original.Cache).ShouldBe(("hit", "hit", "miss"));
        (replayed.CallId, replayed.Text).ShouldBe((hit.CallId, hit.Text));
        replayed.Headers["x-lanekeeper-replayed"].ShouldBe("true");
        (await room.RowsAsync(key.App)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("ledger.cache", false)]
    [InlineData("ledger.cache", true)]
    [InlineData("ledger.kept_answer", false)]
    public async Task While_the_cache_stands_still_a_call_is_answered_by_the_provider_and_keeps_nothing(string table, bool stream)
    {
        var key = Key($"locked-{table}-{stream}".ToLowerInvariant().Replace('.', '-').Replace('_', '-'));
        var call = Call(WireKind.ChatCompletions, key, RelayFixture.Body(RelayFixture.OpenAi("ok"), stream));
        var locked = new TaskCompletionSource();
        using var free = new SemaphoreSlim(0);
        var holder = room.Database.InTransactionAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync($"lock table {table} in access exclusive mode", null, Token);
                locked.SetResult();
                await free.WaitAsync(Token);
            },
            Token);
        await Task.WhenAny(locked.Task, holder);

        var (begun, standing) = (Stopwatch.GetTimestamp(), await SendAsync(call));
        var took = Stopwatch.GetElapsedTime(begun);
        free.Release();
        await holder;
        var (after, again) = (await SendAsync(call), await SendAsync(call));

        (standing.Status, standing.Cache, after.Cache, again.Cache).ShouldBe((200, "miss", "miss", "hit"));
        took.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await room.RowsAsync(key.App)).Select(row => row.State).ShouldBe(["answered", "answered", "answered"]);
    }

    private static bool IsMoment(string header) => header.Contains("ratelimit", StringComparison.Ordinal);

    private static string Model(WireKind kind, string fault) => kind == WireKind.Messages ? RelayFixture.Anthropic(fault) : RelayFixture.OpenAi(fault);

    private static AppKey Key(string app) => new(Guid.CreateVersion7(), app, ["cached"], [], []);

    // Words of its own keep each test's requests apart, though they share the workflow.
    private static RelayCall Call(WireKind kind, AppKey key, byte[] body, params (string Name, string Value)[] headers) =>
        RelayFixture.Call(kind, key.App, body) with
        {
            Key = key,
            Query = $"?of={(key.App.StartsWith("apart", StringComparison.Ordinal) ? "apart" : key.App)}",
            Headers = [new("anthropic-version", "2023-06-01"), .. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))],
        };

    private async Task<decimal> SpentAsync(string app) =>
        await room.Database.FindAsync<decimal>("select day_usd from ledger.meter where meter = @meter", new { meter = $"app:{app}" }, Token);

    private async Task<Guid?> HitOfAsync(Guid id) => await room.Database.FindAsync<Guid?>("select cache_hit_of from ledger.call_log where id = @id", new { id }, Token);

    private async Task<Came> SendAsync(RelayCall call)
    {
        await using var answer = (await room.Relay.SendAsync(call, Token)).Value;
        var text = "";
        while (await answer.NextAsync(Token) is { Length: > 0 } part)
        {
            text += Encoding.UTF8.GetString(part.Span);
        }

        var headers = answer.Headers.GroupBy(header => header.Key.ToLowerInvariant()).ToDictionary(group => group.Key, group => group.Last().Value);
        return new Came(answer.Status, headers, text);
    }

    private sealed record Came(int Status, Dictionary<string, string> Headers, string Text)
    {
        public string? Cache => Headers.GetValueOrDefault("x-lanekeeper-cache");

        public Guid CallId => Guid.Parse(Headers["x-lanekeeper-call-id"]);
    }
}
