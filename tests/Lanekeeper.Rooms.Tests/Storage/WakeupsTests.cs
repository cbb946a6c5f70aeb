using Lanekeeper.Storage;
using Lanekeeper.Storage.Relaying;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Rooms.Tests.Storage;

public sealed class WakeupsTests(StorageFixture storage) : IClassFixture<StorageFixture>
{
    private static readonly TimeSpan Long = Patiently.Longest;

    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task News_wake_all_who_wait_on_the_channel_and_nobody_else()
    {
        var wakeups = new Wakeups(_time);
        var waiting = new[] { wakeups.WaitAsync("runs", Long, Token), wakeups.WaitAsync("runs", Long, Token) };
        var elsewhere = wakeups.WaitAsync("mail", Long, Token);

        wakeups.Publish("runs");

        (await Task.WhenAll(waiting)).ShouldBe([true, true]);
        elsewhere.IsCompleted.ShouldBeFalse();
        _time.Advance(Long);
        (await elsewhere).ShouldBeFalse();
    }

    [Fact]
    public async Task News_that_come_just_before_somebody_waits_are_not_lost()
    {
        var wakeups = new Wakeups(_time);
        wakeups.Publish("runs");
        wakeups.Publish("runs");

        (await wakeups.WaitAsync("runs", Long, Token)).ShouldBeTrue();

        var second = wakeups.WaitAsync("runs", Long, Token);
        second.IsCompleted.ShouldBeFalse();
        _time.Advance(Long);
        (await second).ShouldBeFalse();
    }

    [Fact]
    public async Task News_reach_another_process_and_are_throttled()
    {
        await using var other = storage.TestDatabase.OpenAnother();
        var (here, there) = (new Wakeups(TimeProvider.System), new Wakeups(TimeProvider.System));
        using var teller = new WakeupRelay(storage.Database, here, TimeProvider.System, NullLogger<WakeupRelay>.Instance);
        using var hearer = new WakeupRelay(other, there, TimeProvider.System, NullLogger<WakeupRelay>.Instance);
        await Task.WhenAll(teller.StartAsync(Token), hearer.StartAsync(Token));

        // The listener says so when it listens, by waking everybody once.
        (await there.WaitAsync("runs", Long, Token)).ShouldBeTrue();
        Parallel.For(0, 1000, _ => here.Publish("runs"));

        (await there.WaitAsync("runs", Long, Token)).ShouldBeTrue();
        await Task.WhenAll(teller.StopAsync(Token), hearer.StopAsync(Token));
    }

    [Fact]
    public async Task The_listener_comes_back_when_its_connection_is_cut()
    {
        await using var other = storage.TestDatabase.OpenAnother();
        var there = new Wakeups(TimeProvider.System);
        using var hearer = new WakeupRelay(other, there, TimeProvider.System, NullLogger<WakeupRelay>.Instance);
        var first = there.WaitAsync("runs", Long, Token);
        await hearer.StartAsync(Token);
        (await first).ShouldBeTrue();

        var again = there.WaitAsync("runs", Long, Token);
        await storage.Database.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen lanekeeper_news' and datname = current_database() and pid <> pg_backend_pid()", null, Token);

        (await again).ShouldBeTrue();
        await hearer.StopAsync(Token);
    }
}
