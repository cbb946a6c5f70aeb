using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Storing;
using Lanekeeper.Storage;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class StatsTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Days_count_calls_tokens_and_money_and_say_the_same_once_they_were_kept()
    {
        var first = DateOnly.FromDateTime(room.Time.GetUtcNow().UtcDateTime);
        await CallAsync("support", "small", CallState.Answered, 0.5m, 100);
        await CallAsync("support", "large", CallState.Answered, null, 300);
        await CallAsync("sales", "small", CallState.FailedSemantic, 0.25m, 900);
        await CallAsync("sales", "small", CallState.Cancelled, null, 900);
        room.Time.Advance(TimeSpan.FromDays(1));
        await CallAsync("support", "small", CallState.Answered, 0.125m, 50);

        var stats = await AskAsync(null, first);

        stats.Days.Count.ShouldBe(2);
        stats.Days[0].ShouldBe(new CallDay(first) { Calls = 4, Failed = 1, InputTokens = 680, OutputTokens = 80, CostUsd = 0.75m, UnknownCost = 2, P50Ms = 200, P95Ms = 290 });
        stats.Days[1].CostUsd.ShouldBe(0.125m);
        stats.Models.Select(model => (model.Model, model.Days.Count, model.Days.Sum(day => day.Calls))).ShouldBe([("small", 2, 4L), ("large", 1, 1L)]);
        stats.Workflows.Select(one => (one.Workflow, one.Calls, one.Failed, one.CostUsd)).ShouldBe([("support", 3L, 0L, 0.625m), ("sales", 2L, 1L, 0.25m)]);
        (await AskAsync("sales", first)).Days[0].Calls.ShouldBe(2);

        var (all, one) = (Flat(stats), Flat(await AskAsync("support", first)));
        var keeper = room.Get<DayKeeper<CallDayStore>>();
        (await Task.WhenAll(keeper.KeepAsync(Token), keeper.KeepAsync(Token))).Max().ShouldBe(1);
        Flat(await AskAsync(null, first)).ShouldBe(all);
        Flat(await AskAsync("support", first)).ShouldBe(one);
        (await room.Database.FindAsync<int>("select count(*)::int from ledger.call_day", null, Token)).ShouldBe(8);
    }

    [Fact]
    public async Task Who_may_not_read_and_who_asks_too_far_back_is_told()
    {
        var today = DateOnly.FromDateTime(room.Time.GetUtcNow().UtcDateTime);

        (await room.Calls.StatsAsync(Actor.Anonymous, null, today, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await room.Calls.StatsAsync(LedgerFixture.Viewer, null, today.AddDays(-401), Token)).Problem!.Code.ShouldBe("ledger.too-many-days");
    }

    private async Task<CallStats> AskAsync(string? workflow, DateOnly since) => (await room.Calls.StatsAsync(LedgerFixture.Viewer, workflow, since, Token)).Value;

    private static List<object> Flat(CallStats stats) => [.. stats.Days, .. stats.Models.SelectMany(model => model.Days), .. stats.Workflows];

    private async Task CallAsync(string workflow, string model, CallState state, decimal? cost, double ms)
    {
        var intent = room.Intent(workflow) with { RequestedModel = model };
        await room.Calls.OpenAsync(intent, Token);
        await room.Calls.CloseAsync(room.Final(intent, state) with { CostUsd = cost, Latency = new(0, null, ms) }, Token);
    }
}
