using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Storing;
using Lanekeeper.Ledger.Sweeping;
using Lanekeeper.Storage;

namespace Lanekeeper.Rooms.Tests.Ledger;

/// <summary>A day that was counted, and calls of it whose rows come afterwards.</summary>
public sealed class RecountTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private DateOnly Today => DateOnly.FromDateTime(room.Time.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Calls_whose_rows_waited_outside_until_their_day_was_counted_are_counted_all_the_same()
    {
        var first = Today;
        var late = room.Intent("late");
        await AnswerAsync("late");
        room.Time.Advance(TimeSpan.FromDays(2));
        await AnswerAsync("late");
        await KeepAsync();

        await room.Get<CallStore>().OpenLateAsync(Guid.CreateVersion7(), [late], Token);
        await room.Get<CallStore>().CloseLateAsync([room.Final(late, CallState.Answered)], Token);

        (await CallsAsync("late", first)).ShouldBe([2, 0, 1]);
        await KeepAsync();
        (await CallsAsync("late", first)).ShouldBe([2, 0, 1]);
        (await room.Database.FindAsync<int>("select calls::int from ledger.call_day where workflow = 'late' and model = '' and day = @first", new { first }, Token)).ShouldBe(2);
    }

    [Fact]
    public async Task A_call_that_is_given_up_when_its_day_was_counted_is_counted_as_failed()
    {
        var first = Today;
        await room.Calls.OpenAsync(room.Intent("lost"), Token);
        room.Time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromHours(12));
        await KeepAsync();

        await room.Get<CallSweep>().SweepOverdueAsync(Token);
        await KeepAsync();

        var stats = (await room.Calls.StatsAsync(LedgerFixture.Viewer, "lost", first, Token)).Value;
        stats.Days[0].Failed.ShouldBe(1);
    }

    private Task<int> KeepAsync() => room.Get<DayKeeper<CallDayStore>>().KeepAsync(Token);

    private async Task<IEnumerable<long>> CallsAsync(string workflow, DateOnly since) =>
        (await room.Calls.StatsAsync(LedgerFixture.Viewer, workflow, since, Token)).Value.Days.Select(day => day.Calls);

    private async Task AnswerAsync(string workflow)
    {
        var intent = room.Intent(workflow);
        await room.Calls.OpenAsync(intent, Token);
        await room.Calls.CloseAsync(room.Final(intent, CallState.Answered), Token);
    }
}
