using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Sweeping;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class SweepTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_of_an_earlier_life_of_this_program_are_given_up_and_no_others()
    {
        var node = Id.New(room.Time);
        await using var earlier = room.Another(room.Options with { Node = node, Process = Id.New(room.Time) });
        await using var now = room.Another(room.Options with { Node = node, Process = Id.New(room.Time) });
        var orphans = Enumerable.Range(0, 3).Select(_ => room.Intent("orphans")).ToList();
        var closed = room.Intent("orphans");
        var mine = room.Intent("mine");
        var elsewhere = room.Intent("elsewhere");
        await Task.WhenAll(orphans.Append(closed).Select(intent => Calls(earlier).OpenAsync(intent, Token)));
        await Calls(earlier).CloseAsync(room.Final(closed), Token);
        await Calls(now).OpenAsync(mine, Token);
        await room.Calls.OpenAsync(elsewhere, Token);

        var given = await now.GetRequiredService<CallSweep>().SweepEarlierAsync(Token);

        given.ShouldBe(3);
        (await StatesAsync("orphans")).Order().ShouldBe(["answered", "unknown", "unknown", "unknown"]);
        (await StatesAsync("mine")).ShouldBe(["open"]);
        (await StatesAsync("elsewhere")).ShouldBe(["open"]);
        var row = (await room.Calls.GetAsync(LedgerFixture.Reviewer, orphans[0].Id, Token)).Value;
        (row.Call.State, row.Call.FailureCode, row.FailureMessage).ShouldBe(
            (CallState.Unknown, "ledger.process-ended", "The program ended before the outcome was written down."));
    }

    [Fact]
    public async Task A_call_is_given_up_a_minute_after_its_deadline_and_not_before()
    {
        var time = room.Time.GetUtcNow();
        await room.Calls.OpenAsync(room.Intent("overdue") with { Deadline = time.AddSeconds(-61) }, Token);
        await room.Calls.OpenAsync(room.Intent("late") with { Deadline = time.AddSeconds(-59) }, Token);

        var given = await room.Get<CallSweep>().SweepOverdueAsync(Token);

        given.ShouldBe(1);
        (await StatesAsync("overdue")).ShouldBe(["unknown"]);
        (await StatesAsync("late")).ShouldBe(["open"]);
        (await room.Get<CallSweep>().SweepOverdueAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task An_outcome_that_comes_after_the_call_was_given_up_counts_and_both_are_kept()
    {
        var intent = room.Intent("returned") with { Deadline = room.Time.GetUtcNow().AddHours(-1) };
        await room.Calls.OpenAsync(intent, Token);
        await room.Get<CallSweep>().SweepOverdueAsync(Token);

        (await room.Calls.CloseAsync(room.Final(intent), Token)).Problem.ShouldBeNull();

        (await StatesAsync("returned")).ShouldBe(["answered"]);
        (await room.Database.FindAsync<string>("select reason from ledger.call_lost where id = @id", new { intent.Id }, Token)).ShouldBe("deadline_passed");
        (await room.Calls.TotalAsync(LedgerFixture.Viewer, new CallQuery("returned"), Token)).Value.ShouldBe(new CallTotals(1, 1, 0, 0.000123456789m, 0));
    }

    [Fact]
    public async Task The_hosted_sweep_looks_at_start_and_then_again_and_again()
    {
        var options = room.Options with { Node = Id.New(room.Time), Process = Id.New(room.Time) };
        await using var earlier = room.Another(options with { Process = Id.New(room.Time) });
        await using var now = room.Another(options);
        var sweep = now.GetRequiredService<CallSweep>();
        await Calls(earlier).OpenAsync(room.Intent("first"), Token);

        await sweep.StartAsync(Token);
        await room.Time.TimerMadeAsync(Token);
        var first = await StatesAsync("first");
        await Calls(now).OpenAsync(room.Intent("second") with { Deadline = room.Time.GetUtcNow().AddHours(-1) }, Token);
        room.Time.Advance(options.SweepEvery);
        await room.Time.TimerMadeAsync(Token);
        var second = await StatesAsync("second");
        await sweep.StopAsync(Token);

        first.ShouldBe(["unknown"]);
        second.ShouldBe(["unknown"]);
    }

    private static ICalls Calls(ServiceProvider services) => services.GetRequiredService<ICalls>();

    private async Task<IReadOnlyList<string>> StatesAsync(string workflow) =>
        await room.Database.QueryAsync<string>("select state from ledger.call_log where workflow = @workflow", new { workflow }, Token);
}
