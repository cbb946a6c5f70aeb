using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Sweeping;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Ledger;

/// <summary>Each test counts by a meter of its own.</summary>
public sealed class HoldTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_beyond_the_minutes_are_refused_until_time_has_refilled_them()
    {
        var limits = Limits() with { RequestsPerMinute = 2 };
        (await OpenAsync(limits)).Problem.ShouldBeNull();
        (await OpenAsync(limits)).Problem.ShouldBeNull();

        var refused = (await OpenAsync(limits)).Problem!;
        room.Time.Advance(refused.RetryAfter!.Value);

        (refused.Code, refused.RetryAfter).ShouldBe(("limits.requests", TimeSpan.FromSeconds(30)));
        (refused.Message.Contains("30 s", StringComparison.Ordinal), refused.Advice).ShouldBe((false, "The next may go in 30 s."));
        (await OpenAsync(limits)).Problem.ShouldBeNull();
        (await OpenAsync(limits)).Problem!.Code.ShouldBe("limits.requests");
    }

    [Fact]
    public async Task Tokens_are_held_by_what_a_call_may_take_and_given_back_by_what_it_took()
    {
        var limits = Limits() with { TokensPerMinute = 1000 };
        var intent = await OpenAsync(limits, tokens: 900);

        (await OpenAsync(limits, tokens: 200)).Problem.ShouldSatisfyAllConditions(
            problem => problem!.Code.ShouldBe("limits.tokens"),
            problem => problem!.Tell().ShouldEndWith(" may take 1000 tokens a minute, and this call may need 200, more than is left; the limit stands in lanekeeper.yaml. The next may go in 6 s."));
        await CloseAsync(intent.Value, new(null, 100));
        (await OpenAsync(limits, tokens: 900)).Problem.ShouldBeNull();
        (await OpenAsync(limits, tokens: 1001)).Problem.ShouldSatisfyAllConditions(problem => problem!.Code.ShouldBe("limits.larger-than-limit"), problem => problem!.RetryAfter.ShouldBeNull());
    }

    [Fact]
    public async Task So_many_calls_at_once_and_one_more_when_one_has_ended()
    {
        var limits = Limits() with { Concurrent = 1 };
        var first = await OpenAsync(limits);

        (await OpenAsync(limits)).Problem!.Code.ShouldBe("limits.concurrent");
        await CloseAsync(first.Value, new(null, null));
        await CloseAsync(first.Value, new(null, null));
        (await OpenAsync(limits)).Problem.ShouldBeNull();
        (await OpenAsync(limits)).Problem!.Code.ShouldBe("limits.concurrent");
    }

    [Fact]
    public async Task A_budget_holds_the_most_a_call_can_cost_and_counts_what_it_did_cost_or_all_of_it_where_nobody_knows()
    {
        var limits = Limits() with { UsdPerDay = 1m };
        var known = await OpenAsync(limits, usd: 0.6m);
        (await OpenAsync(limits, usd: 0.6m)).Problem!.Code.ShouldBe("limits.usd-per-day");

        await CloseAsync(known.Value, new(0.1m, null));
        var unknown = await OpenAsync(limits, usd: 0.6m);
        unknown.Problem.ShouldBeNull();
        await CloseAsync(unknown.Value, new(null, null));

        var last = await OpenAsync(limits, usd: 0.3m);
        (await OpenAsync(limits, usd: 0.01m)).Problem!.RetryAfter.ShouldBe(TimeSpan.FromSeconds(5), "what is held may be given back soon");
        await CloseAsync(last.Value, new(null, null));
        var refused = (await OpenAsync(limits, usd: 0.01m)).Problem!;
        (await OpenAsync(limits, usd: 1.01m)).Problem.ShouldSatisfyAllConditions(problem => problem!.Code.ShouldBe("limits.larger-than-limit"), problem => problem!.RetryAfter.ShouldBeNull());
        room.Time.Advance(refused.RetryAfter!.Value);
        (await OpenAsync(limits, usd: 1m)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Four_fifths_of_a_budget_are_one_line_of_the_log_a_day_however_often_it_is_passed()
    {
        using var log = new LogCatcher();
        await using var services = room.Another(room.Options with { Process = Guid.CreateVersion7() }, log);
        var calls = services.GetRequiredService<ICalls>();
        var limits = Limits() with { UsdPerDay = 1m };

        await SpendAsync(calls, limits, 0.9m, 0.1m);
        await SpendAsync(calls, limits, 0.8m, 0.1m);
        Said().ShouldHaveSingleItem().ShouldContain("1 USD a day are spent, or held for calls under way");

        room.Time.Advance(TimeSpan.FromDays(1));
        await SpendAsync(calls, limits, 0.9m, 0.1m);
        Said().Count.ShouldBe(2);

        List<string> Said() => [.. log.Lines.Where(line => line.Contains(limits.Meter.Split(':')[1], StringComparison.Ordinal))];
    }

    [Fact]
    public async Task A_program_that_finds_a_day_and_a_month_beyond_four_fifths_says_both_whoever_spent_it()
    {
        using var log = new LogCatcher();
        await using var services = room.Another(room.Options with { Process = Guid.CreateVersion7() }, log);
        var limits = Limits() with { UsdPerDay = 1m, UsdPerMonth = 1.05m };
        await SpendAsync(room.Calls, limits, 0.9m, 0.9m);

        await SpendAsync(services.GetRequiredService<ICalls>(), limits, 0.05m, 0.01m);
        await SpendAsync(services.GetRequiredService<ICalls>(), limits, 0.05m, 0.01m);

        var said = log.Lines.Where(line => line.Contains(limits.Meter.Split(':')[1], StringComparison.Ordinal)).ToList();
        said.Count.ShouldBe(2);
        said.ShouldContain(line => line.Contains("1 USD a day", StringComparison.Ordinal));
        said.ShouldContain(line => line.Contains("1.05 USD a month", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_is_refused_by_whichever_limit_it_hits_and_then_nothing_of_it_is_held()
    {
        var app = Limits() with { UsdPerMonth = 1m };
        var workflow = Limits() with { Concurrent = 1 };
        await OpenAsync([workflow], 0, 0);

        (await OpenAsync([app, workflow], 1m, 0)).Problem!.Code.ShouldBe("limits.concurrent");
        (await OpenAsync([app], 1m, 0)).Problem.ShouldBeNull();
        (await OpenAsync([app], 0.01m, 0)).Problem!.Code.ShouldBe("limits.usd-per-month");
    }

    [Fact]
    public async Task Three_programs_with_two_hundred_callers_each_never_spend_more_than_the_budget()
    {
        var limits = Limits() with { UsdPerDay = 10m };
        await using var second = room.Another(room.Options with { Process = Guid.CreateVersion7() });
        await using var third = room.Another(room.Options with { Process = Guid.CreateVersion7() });
        var doors = new[] { room.Calls, second.GetRequiredService<ICalls>(), third.GetRequiredService<ICalls>() };

        var costs = await Task.WhenAll(Enumerable.Range(0, 600).Select(number => Task.Run(() => SpendAsync(doors[number % 3], limits, 0.03m, 0.02m))));

        // Held at 0.03 and settled at 0.02: no order of them can admit fewer than what fits at 0.03, nor spend more than the budget.
        var (spent, admitted) = (costs.Sum(), costs.Count(cost => cost > 0));
        spent.ShouldBeLessThanOrEqualTo(10m);
        admitted.ShouldBeGreaterThanOrEqualTo(333);
        (await StandAsync(limits)).ShouldBe((0, spent));
    }

    [Fact]
    public async Task Calls_of_a_program_that_died_count_as_they_were_held_and_are_no_longer_under_way()
    {
        var limits = Limits() with { UsdPerDay = 1m, Concurrent = 3 };
        await using var died = room.Another(room.Options with { Process = Guid.CreateVersion7() });
        var lost = Held([limits], 0.25m, 10);
        await died.GetRequiredService<ICalls>().OpenAsync(lost, Token);
        (await StandAsync(limits)).ShouldBe((1, 0.25m));

        await room.Get<CallSweep>().SweepEarlierAsync(Token);
        (await StandAsync(limits)).ShouldBe((0, 0.25m));

        // A final row that comes late is kept, and settles nothing twice.
        (await room.Calls.CloseAsync(room.Final(lost) with { Settlement = new(0.01m, 1) }, Token)).Problem.ShouldBeNull();
        (await StandAsync(limits)).ShouldBe((0, 0.25m));
    }

    [Fact]
    public async Task What_another_program_gave_back_may_be_taken_by_one_that_was_refused_before()
    {
        var limits = Limits() with { Concurrent = 1 };
        await using var other = room.Another(room.Options with { Process = Guid.CreateVersion7() });
        var theirs = Held([limits], 0, 0);
        await other.GetRequiredService<ICalls>().OpenAsync(theirs, Token);
        (await OpenAsync(limits)).Problem!.Code.ShouldBe("limits.concurrent");
        (await OpenAsync(limits)).Problem!.Code.ShouldBe("limits.concurrent");

        await other.GetRequiredService<ICalls>().CloseAsync(room.Final(theirs) with { Settlement = new(null, null) }, Token);

        (await OpenAsync(limits)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_refusal_makes_nobody_overlook_what_was_given_up_meanwhile()
    {
        var limits = Limits() with { Concurrent = 2 };
        await using var died = room.Another(room.Options with { Process = Guid.CreateVersion7() });
        await died.GetRequiredService<ICalls>().OpenAsync(Held([limits], 0, 0), Token);
        var kept = await OpenAsync(limits);
        (await OpenAsync(limits)).Problem!.Code.ShouldBe("limits.concurrent");

        await room.Get<CallSweep>().SweepEarlierAsync(Token);
        await CloseAsync(kept.Value, new(null, null));

        (await StandAsync(limits)).ShouldBe((0, 0m));
    }

    private static MeterLimits Limits() => new($"app:{Guid.NewGuid():N}", null, null, null, null, null);

    private async Task<decimal> SpendAsync(ICalls calls, MeterLimits limits, decimal held, decimal cost)
    {
        var intent = Held([limits], held, 0);
        if ((await calls.OpenAsync(intent, Token)).Problem is { } refused)
        {
            refused.Code.ShouldBe("limits.usd-per-day");
            return 0;
        }

        (await calls.CloseAsync(room.Final(intent) with { Settlement = new(cost, 0) }, Token)).Problem.ShouldBeNull();
        return cost;
    }

    private async Task<(int Concurrent, decimal DayUsd)> StandAsync(MeterLimits limits) =>
        await room.Database.FindAsync<(int, decimal)>("select concurrent, day_usd from ledger.meter where meter = @meter", new { limits.Meter }, Token);

    private CallIntent Held(IReadOnlyList<MeterLimits> limits, decimal usd, long tokens) => room.Intent("held") with { Hold = new CallHold(usd, tokens, limits) };

    private Task<Result<CallIntent>> OpenAsync(MeterLimits limits, decimal usd = 0, long tokens = 0) => OpenAsync([limits], usd, tokens);

    private async Task<Result<CallIntent>> OpenAsync(IReadOnlyList<MeterLimits> limits, decimal usd, long tokens)
    {
        var intent = Held(limits, usd, tokens);
        return (await room.Calls.OpenAsync(intent, Token)).Problem is { } refused ? refused : intent;
    }

    private async Task CloseAsync(CallIntent intent, CallSettlement settlement) =>
        (await room.Calls.CloseAsync(room.Final(intent) with { Settlement = settlement }, Token)).Problem.ShouldBeNull();
}
