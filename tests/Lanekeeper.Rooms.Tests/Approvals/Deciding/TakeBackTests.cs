using Lanekeeper.Approvals;
using Lanekeeper.Approvals.Settling;
using Lanekeeper.Approvals.Storing;
using Lanekeeper.Project;
using Lanekeeper.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Deciding;

public sealed class TakeBackTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task A_decision_is_written_at_once_and_takes_effect_when_its_time_to_be_taken_back_has_ended()
    {
        var decided = await ApproveAsync(await room.AskAsync());

        decided.State.ShouldBe(ApprovalState.Approved);
        decided.IsSettled.ShouldBeFalse();
        decided.EffectiveAt.ShouldBe(room.Time.GetUtcNow() + Window);
        (await UseAsync(decided)).Problem!.Code.ShouldBe("approvals.not-settled");
        (await room.DecideAsync(Ana, new(decided.Id, ApprovalAnswer.Approve))).Problem!.Code.ShouldBe("approvals.already-decided");
        (await SettleAsync()).ShouldBe(decided.EffectiveAt);
        (await room.NewsAsync(decided.Request.RunId)).ShouldBeEmpty();

        room.Time.Advance(Window);
        (await SettleAsync()).ShouldBeNull();

        (await room.NewsAsync(decided.Request.RunId)).Count.ShouldBe(1);
        (await TakeBackAsync(Bo, decided.Id)).Problem!.Code.ShouldBe("approvals.in-effect");
        (await UseAsync(decided)).Value.UsedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_decision_taken_back_leaves_the_card_as_it_was_proposed_and_a_trace()
    {
        var asked = await room.AskAsync();
        var edited = (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve, Json("""{"to":"zoe@example.com"}"""), Words: "wrong address", TakeBackWithin: Window))).Value;
        edited.Arguments!.Value.GetProperty("to").GetString().ShouldBe("zoe@example.com");

        var open = (await TakeBackAsync(Bo, asked.Id)).Value;

        open.ShouldBe(asked with { Arguments = open.Arguments, Request = open.Request, Changes = open.Changes });
        CanonicalJson.Digest(open.Arguments!.Value).ShouldBe(asked.ArgumentsDigest);
        open.Changes.ShouldBeEmpty();
        room.Time.Advance(Window);
        await SettleAsync();
        (await room.NewsAsync(asked.Request.RunId)).ShouldBeEmpty();
        (await room.Database.QueryAsync<(string By, string Words, string Digest)>(
            "select decided_by, words, arguments_digest from approvals.taken_back where approval_id = @id", new { asked.Id }, CancellationToken.None))
            .ShouldBe([(Bo.Id, "wrong address", edited.ArgumentsDigest!)]);
        (await room.DecideAsync(Ana, new(asked.Id, ApprovalAnswer.Reject, Reason: RejectReason.WrongTone))).Value.State.ShouldBe(ApprovalState.Rejected);
    }

    [Fact]
    public async Task Only_who_decided_takes_back_and_only_a_decision()
    {
        var asked = await room.AskAsync();
        (await TakeBackAsync(Bo, asked.Id)).Problem!.Code.ShouldBe("approvals.nothing-to-take-back");
        await ApproveAsync(asked);

        (await TakeBackAsync(Ana, asked.Id)).Problem!.Code.ShouldBe("approvals.not-yours");
        (await TakeBackAsync(Cy, asked.Id)).Problem!.Code.ShouldBe("permissions.denied");
        (await TakeBackAsync(Bo, Guid.Empty)).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve, TakeBackWithin: TimeSpan.FromHours(1)))).Problem!.Code.ShouldBe("approvals.invalid-decision");
        (await room.GetAsync(asked.Id)).State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public async Task Taking_back_and_taking_effect_at_once_leave_one_winner()
    {
        var late = room.Services.GetRequiredService<DecisionStore>();
        for (var round = 0; round < 10; round++)
        {
            var decided = await ApproveAsync(await room.AskAsync());
            var (before, after) = (decided.EffectiveAt!.Value.AddMilliseconds(-1), decided.EffectiveAt.Value);

            // Two processes whose clocks differ by a moment.
            var takenBack = late.TakeBackAsync(decided, Bo.Id, before, CancellationToken.None);
            await Task.WhenAll(takenBack, late.SettleAsync(after, 200, CancellationToken.None), late.SettleAsync(after, 200, CancellationToken.None));
            await late.SettleAsync(after, 200, CancellationToken.None);

            var card = await room.GetAsync(decided.Id);
            (await room.NewsAsync(decided.Request.RunId)).Count.ShouldBe(await takenBack is null ? 1 : 0);
            card.State.ShouldBe(await takenBack is null ? ApprovalState.Approved : ApprovalState.Pending);
        }
    }

    [Fact]
    public async Task What_a_dead_process_decided_takes_effect_in_another_and_each_is_told_once()
    {
        var decided = new List<Approval>();
        for (var i = 0; i < 20; i++)
        {
            decided.Add(await ApproveAsync(await room.AskAsync()));
        }

        room.Time.Advance(Window);
        await using var other = room.TestDatabase.OpenAnother();
        await using var process = new ServiceCollection().AddSingleton<TimeProvider>(room.Time).AddStorage(other).AddApprovals().BuildServiceProvider();
        await Task.WhenAll(Enumerable.Range(0, 3).SelectMany(_ => new[] { SettleAsync(), process.GetRequiredService<SettleHandler>().RunAsync(CancellationToken.None) }));

        foreach (var card in decided)
        {
            (await room.NewsAsync(card.Request.RunId)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_card_whose_time_ended_meanwhile_expires_once_when_it_is_taken_back_and_not_when_it_is_not()
    {
        var terms = new ApprovalTerms(TimeSpan.FromSeconds(3), ExpiryOutcome.Reject, null);
        var (kept, back) = (await ApproveAsync(await room.AskAsync(room.Reply() with { Terms = terms })), await ApproveAsync(await room.AskAsync(room.Reply() with { Terms = terms })));
        room.Time.Advance(TimeSpan.FromSeconds(4));
        await room.Expire.RunAsync(CancellationToken.None);
        (await room.GetAsync(kept.Id)).State.ShouldBe(ApprovalState.Approved);

        (await TakeBackAsync(Bo, back.Id)).Value.State.ShouldBe(ApprovalState.Pending);
        room.Time.Advance(TimeSpan.FromSeconds(1));
        await room.Expire.RunAsync(CancellationToken.None);
        await SettleAsync();

        (await room.GetAsync(back.Id)).State.ShouldBe(ApprovalState.Expired);
        (await room.NewsAsync(kept.Request.RunId)).Count.ShouldBe(1);
        (await room.NewsAsync(back.Request.RunId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task When_the_run_is_cancelled_meanwhile_the_decision_stands_and_cannot_be_taken_back()
    {
        var decided = await ApproveAsync(await room.AskAsync());

        await room.Approvals.WithdrawAsync(decided.Request.RunId, "cancelled", CancellationToken.None);

        (await TakeBackAsync(Bo, decided.Id)).Problem!.Code.ShouldBe("approvals.in-effect");
        (await room.GetAsync(decided.Id)).DecidedByName.ShouldBe(Bo.Name);
    }

    [Fact]
    public async Task The_sweep_wakes_when_the_next_decision_is_due()
    {
        // Nothing that another test left may fall due meanwhile.
        room.Time.Advance(Window);
        await SettleAsync();
        var sweep = room.Services.GetServices<IHostedService>().OfType<SettleSweep>().Single();
        var decided = await ApproveAsync(await room.AskAsync());
        await sweep.StartAsync(CancellationToken.None);
        await room.Time.TimerMadeAsync(TestContext.Current.CancellationToken);

        room.Time.Advance(Window - TimeSpan.FromMilliseconds(1));
        (await room.GetAsync(decided.Id)).IsSettled.ShouldBeFalse();
        room.Time.Advance(TimeSpan.FromMilliseconds(25));
        await room.Time.TimerMadeAsync(TestContext.Current.CancellationToken);
        await sweep.StopAsync(CancellationToken.None);

        (await room.GetAsync(decided.Id)).IsSettled.ShouldBeTrue();
    }

    private async Task<Approval> ApproveAsync(Approval asked) =>
        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve, TakeBackWithin: Window))).Value;

    private Task<Result<Approval>> TakeBackAsync(Actor actor, Guid id) => room.Approvals.TakeBackAsync(actor, id, CancellationToken.None);

    private Task<Result<Approval>> UseAsync(Approval approval) => room.Approvals.UseAsync(approval.Id, approval.ArgumentsDigest!, CancellationToken.None);

    private Task<DateTimeOffset?> SettleAsync() => room.Services.GetRequiredService<SettleHandler>().RunAsync(CancellationToken.None);
}
