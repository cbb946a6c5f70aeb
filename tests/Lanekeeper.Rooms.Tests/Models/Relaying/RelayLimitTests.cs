using System.Text;
using Lanekeeper.Models;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

/// <summary>What an app's limits do where its one request becomes several tries or several answers.</summary>
public sealed class RelayLimitTests(RelayFixture room) : IClassFixture<RelayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_of_several_answers_is_held_though_none_has_a_limit_of_its_own()
    {
        var one = Body("quick", "");
        var many = Body("quick", ",\"n\":100");

        (await room.Relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "many-choices", one), Token)).Problem.ShouldBeNull();
        (await room.Relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "many-choices", many), Token)).Problem!.Code.ShouldBe("limits.larger-than-limit");
    }

    [Fact]
    public async Task A_further_try_is_no_further_request_of_the_app()
    {
        var call = RelayFixture.Call(WireKind.ChatCompletions, "once", RelayFixture.Body(RelayFixture.OpenAi("500")));

        await using var answer = (await room.With(ModelsFixture.Quick).SendAsync(call, Token)).Value;

        answer.Status.ShouldBe(500);
        (await room.RowsAsync("once")).Count.ShouldBe(3);
        (await room.Relay.SendAsync(call, Token)).Problem!.Code.ShouldBe("limits.requests");
    }

    [Fact]
    public async Task Where_a_limit_has_no_room_for_a_further_try_the_app_hears_what_the_first_one_came_to()
    {
        var trace = new RelayTrace();
        var call = RelayFixture.Call(WireKind.ChatCompletions, "tight", RelayFixture.Body(RelayFixture.OpenAi("html"))) with { Trace = trace };

        (await room.With(ModelsFixture.Quick).SendAsync(call, Token)).Problem!.Code.ShouldBe("models.garbled");

        var row = (await room.RowsAsync("tight")).ShouldHaveSingleItem();
        (trace.CallId, trace.Attempts).ShouldBe((row.Id, 1));
    }

    [Fact]
    public async Task A_model_with_a_price_of_its_own_has_a_cost_and_a_budget()
    {
        await using var answer = (await room.Relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "blind", Body("own-price", "")), Token)).Value;

        answer.Status.ShouldBe(200);
        var row = (await room.RowsAsync("blind")).ShouldHaveSingleItem();
        row.CostUsd.ShouldBe((row.InputTokens + 2 * row.OutputTokens) / 1_000_000m);
    }

    [Fact]
    public async Task A_stream_that_its_app_leaves_counts_what_it_can_have_cost_and_not_all_that_was_held()
    {
        var call = RelayFixture.Call(WireKind.Messages, "leaver", Encoding.UTF8.GetBytes("""{"model":"a-price","max_tokens":32000,"stream":true,"messages":[{"role":"user","content":"Hi"}]}"""));
        var received = 0;
        await using (var answer = (await room.Relay.SendAsync(call, Token)).Value)
        {
            while (received < 1000)
            {
                received += (await answer.NextAsync(Token)).Length;
            }
        }

        var row = (await room.RowsAsync("leaver")).ShouldHaveSingleItem();
        (row.State, row.OutputTokens, row.CostUsd).ShouldBe(("cancelled", null, null));
        var spent = await room.Database.FindAsync<decimal>("select day_usd from ledger.meter where meter = 'app:leaver'", null, Token);
        spent.ShouldBeInRange((row.InputTokens!.Value * 3 + received * 15) / 1_000_000m, 0.1m);
    }

    private static byte[] Body(string model, string more) => Encoding.UTF8.GetBytes($$"""{"model":"{{model}}","messages":[{"role":"user","content":"Hi"}]{{more}}}""");
}
