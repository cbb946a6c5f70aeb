using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Sweeping;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class SilentProcessTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_of_a_process_that_is_no_longer_heard_of_are_given_up_by_another_and_make_room()
    {
        await using var dead = room.Another(room.Options with { Node = Id.New(room.Time), Process = Id.New(room.Time) });
        await using var alive = room.Another(room.Options with { Node = Id.New(room.Time), Process = Id.New(room.Time) });
        var stream = room.Intent("killed") with { Deadline = room.Time.GetUtcNow().AddHours(1), Hold = OneAtATime("killed") };
        await Sweep(dead).SweepSilentAsync(Token);
        await Calls(dead).OpenAsync(stream, Token);
        await Sweep(alive).SweepSilentAsync(Token);
        var next = room.Intent("killed") with { Hold = OneAtATime("killed") };
        var early = await Calls(alive).OpenAsync(next, Token);

        room.Time.Advance(TimeSpan.FromMinutes(2));
        await Sweep(alive).SweepSilentAsync(Token);
        var soon = await StatesAsync("killed");
        room.Time.Advance(TimeSpan.FromMinutes(2));
        await Sweep(alive).SweepSilentAsync(Token);

        early.Problem.ShouldNotBeNull().Code.ShouldBe("limits.concurrent");
        soon.ShouldBe(["open"]);
        (await StatesAsync("killed")).ShouldBe(["unknown"]);
        (await Calls(alive).OpenAsync(next, Token)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_process_that_was_given_up_and_is_back_gives_nothing_back_twice()
    {
        await using var frozen = room.Another(room.Options with { Node = Id.New(room.Time), Process = Id.New(room.Time) });
        await using var alive = room.Another(room.Options with { Node = Id.New(room.Time), Process = Id.New(room.Time) });
        var stream = room.Intent("back") with { Deadline = room.Time.GetUtcNow().AddHours(1), Hold = OneAtATime("back") };
        await Sweep(frozen).SweepSilentAsync(Token);
        await Calls(frozen).OpenAsync(stream, Token);
        await Sweep(alive).SweepSilentAsync(Token);
        room.Time.Advance(TimeSpan.FromMinutes(2));
        await Sweep(alive).SweepSilentAsync(Token);
        room.Time.Advance(TimeSpan.FromMinutes(2));
        await Sweep(alive).SweepSilentAsync(Token);

        (await Calls(frozen).OpenAsync(room.Intent("back") with { Hold = OneAtATime("back") }, Token)).Problem.ShouldBeNull();
        await Calls(frozen).CloseAsync(room.Final(stream), Token);

        (await Calls(frozen).OpenAsync(room.Intent("back") with { Hold = OneAtATime("back") }, Token)).Problem.ShouldNotBeNull().Code.ShouldBe("limits.concurrent");
    }

    [Fact]
    public async Task After_all_were_cut_off_from_the_database_nobody_is_taken_for_dead()
    {
        await using var one = room.Another(room.Options with { Node = Id.New(room.Time), Process = Id.New(room.Time) });
        await using var other = room.Another(room.Options with { Node = Id.New(room.Time), Process = Id.New(room.Time) });
        await Sweep(one).SweepSilentAsync(Token);
        await Sweep(other).SweepSilentAsync(Token);
        await Calls(other).OpenAsync(room.Intent("cut off") with { Deadline = room.Time.GetUtcNow().AddHours(1) }, Token);

        room.Time.Advance(TimeSpan.FromMinutes(10));
        await Sweep(one).SweepSilentAsync(Token);
        var atOnce = await StatesAsync("cut off");
        room.Time.Advance(TimeSpan.FromSeconds(20));
        await Sweep(other).SweepSilentAsync(Token);
        room.Time.Advance(TimeSpan.FromMinutes(2));
        await Sweep(one).SweepSilentAsync(Token);
        await Sweep(other).SweepSilentAsync(Token);
        room.Time.Advance(TimeSpan.FromMinutes(2));
        await Sweep(one).SweepSilentAsync(Token);

        atOnce.ShouldBe(["open"]);
        (await StatesAsync("cut off")).ShouldBe(["open"]);
    }

    [Fact]
    public async Task A_process_that_is_gone_and_left_nothing_is_forgotten_after_a_day()
    {
        var gone = Id.New(room.Time);
        await using var dead = room.Another(room.Options with { Node = Id.New(room.Time), Process = gone });
        await Sweep(dead).SweepSilentAsync(Token);

        room.Time.Advance(TimeSpan.FromHours(25));
        await room.Get<CallSweep>().SweepSilentAsync(Token);

        (await room.Database.QueryAsync<Guid>("select id from ledger.process where id = @gone", new { gone }, Token)).ShouldBeEmpty();
    }

    private static CallSweep Sweep(ServiceProvider services) => services.GetRequiredService<CallSweep>();

    private static CallHold OneAtATime(string name) => new(0, 0, [new($"app:{name}", null, null, 1, null, null)]);

    private static ICalls Calls(ServiceProvider services) => services.GetRequiredService<ICalls>();

    private async Task<IReadOnlyList<string>> StatesAsync(string workflow) =>
        await room.Database.QueryAsync<string>("select state from ledger.call_log where workflow = @workflow", new { workflow }, Token);
}
