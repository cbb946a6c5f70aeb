using Lanekeeper.Approvals;
using Lanekeeper.Approvals.Hearing;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Hearing;

public sealed class InboxNewsTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    [Fact]
    public async Task All_who_listen_hear_that_something_changed()
    {
        await using var house = await House.OpenAsync(room.Database, new ApprovalsOptions());
        using var one = house.Inbox.Listen(Bo).Value;
        using var two = house.Inbox.Listen(Cy).Value;
        var heard = Task.WhenAll(one.NextAsync(TestContext.Current.CancellationToken), two.NextAsync(TestContext.Current.CancellationToken));
        heard.IsCompleted.ShouldBeFalse();

        var asked = (await house.Approvals.RequestAsync(room.Reply(), CancellationToken.None)).Value;
        await heard;

        // The bell rests before it rings again; time may pass only once it does.
        await house.Time.TimerMadeAsync(TestContext.Current.CancellationToken);
        var again = one.NextAsync(TestContext.Current.CancellationToken);
        again.IsCompleted.ShouldBeFalse();
        await house.Approvals.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve), CancellationToken.None);
        house.Time.Advance(TimeSpan.FromMilliseconds(200));
        await again;
    }

    [Fact]
    public async Task There_is_room_for_so_many_listeners_and_a_place_is_free_when_one_leaves()
    {
        await using var house = await House.OpenAsync(room.Database, new ApprovalsOptions { MostListeners = 1 });
        var first = house.Inbox.Listen(Bo).Value;

        house.Inbox.Listen(Bo).Problem!.Kind.ShouldBe(ProblemKind.Exhausted);
        first.Dispose();
        house.Inbox.Listen(Bo).Value.Dispose();
        house.Inbox.Listen(Actor.Anonymous).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    [Fact]
    public async Task Nobody_takes_the_places_of_all_others()
    {
        await using var house = await House.OpenAsync(room.Database, new ApprovalsOptions { MostListenersEach = 1 });
        using var bos = house.Inbox.Listen(Bo).Value;

        house.Inbox.Listen(Bo).Problem!.Kind.ShouldBe(ProblemKind.Exhausted);
        house.Inbox.Listen(Cy).Value.Dispose();
    }

    /// <summary>The room in a process whose bell runs.</summary>
    private sealed class House(ServiceProvider provider, ManualTime time) : IAsyncDisposable
    {
        public ManualTime Time => time;

        public IApprovals Approvals => provider.GetRequiredService<IApprovals>();

        public IInbox Inbox => provider.GetRequiredService<IInbox>();

        public static async Task<House> OpenAsync(Database database, ApprovalsOptions options)
        {
            var time = new ManualTime();
            var provider = new ServiceCollection().AddSingleton<TimeProvider>(time).AddStorage(database).AddApprovals(options).BuildServiceProvider();
            await provider.GetRequiredService<InboxBell>().StartAsync(CancellationToken.None);
            await time.TimerMadeAsync();
            return new House(provider, time);
        }

        public async ValueTask DisposeAsync()
        {
            await provider.GetRequiredService<InboxBell>().StopAsync(CancellationToken.None);
            await provider.DisposeAsync();
        }
    }
}
