using Lanekeeper.Approvals;
using Lanekeeper.Approvals.Expiring;
using Lanekeeper.Project;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Expiring;

public sealed class ExpiryTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    [Fact]
    public async Task Silence_is_a_no_and_the_run_hears_of_it()
    {
        var asked = await room.AskAsync();
        room.Time.Advance(TimeSpan.FromDays(2));

        await room.Expire.RunAsync(CancellationToken.None);

        var expired = await room.GetAsync(asked.Id);
        expired.State.ShouldBe(ApprovalState.Expired);
        expired.DecidedBy.ShouldBe("system");
        expired.DecidedAt.ShouldBe(room.Time.GetUtcNow());
        (await room.NewsAsync(asked.Request.RunId)).ShouldBe([new(asked.Id, asked.Request.RunId, "reply")]);
    }

    [Fact]
    public async Task Before_its_time_a_card_stays_open()
    {
        var asked = await room.AskAsync();
        room.Time.Advance(TimeSpan.FromDays(2) - TimeSpan.FromSeconds(1));

        await room.Expire.RunAsync(CancellationToken.None);

        (await room.GetAsync(asked.Id)).State.ShouldBe(ApprovalState.Pending);
    }

    [Fact]
    public async Task An_answer_after_the_deadline_is_refused_even_before_the_sweep()
    {
        var asked = await room.AskAsync();
        room.Time.Advance(TimeSpan.FromDays(2));

        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve))).Problem!.Code.ShouldBe("approvals.expired");

        await room.Expire.RunAsync(CancellationToken.None);
        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve))).Problem!.Code.ShouldBe("approvals.already-decided");
    }

    [Fact]
    public async Task A_question_may_declare_that_silence_is_a_yes()
    {
        var asked = await room.AskAsync(room.Question() with { Terms = new(TimeSpan.FromHours(1), ExpiryOutcome.Approve, null) });
        room.Time.Advance(TimeSpan.FromHours(1));

        await room.Expire.RunAsync(CancellationToken.None);

        (await room.GetAsync(asked.Id)).State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public async Task What_writes_is_never_approved_by_silence_whoever_asks()
    {
        var terms = new ApprovalTerms(TimeSpan.FromHours(1), ExpiryOutcome.Approve, null);

        var answer = await room.Approvals.RequestAsync(room.Reply() with { Terms = terms }, CancellationToken.None);
        var written = async () => await room.Database.ExecuteAsync(
            "update approvals.approval set on_expiry = 'approve' where id = @id", new { (await room.AskAsync()).Id }, CancellationToken.None);

        answer.Problem!.Message.ShouldContain("silence");
        (await written.ShouldThrowAsync<Exception>()).Message.ShouldContain("approval_silence_is_no_yes");
    }

    [Fact]
    public async Task Several_sweeps_at_once_close_each_card_once()
    {
        var asked = new List<Approval>();
        for (var i = 0; i < 20; i++)
        {
            asked.Add(await room.AskAsync());
        }

        room.Time.Advance(TimeSpan.FromDays(2));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => room.Expire.RunAsync(CancellationToken.None)));

        foreach (var card in asked)
        {
            (await room.NewsAsync(card.Request.RunId)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task The_sweep_runs_by_itself()
    {
        var sweep = room.Services.GetServices<IHostedService>().OfType<ExpirySweep>().Single();
        var asked = await room.AskAsync(room.Reply() with { Terms = new(TimeSpan.FromSeconds(4), ExpiryOutcome.Reject, null) });

        await sweep.StartAsync(CancellationToken.None);
        await room.Time.TimerMadeAsync(TestContext.Current.CancellationToken);
        (await room.GetAsync(asked.Id)).State.ShouldBe(ApprovalState.Pending);
        room.Time.Advance(TimeSpan.FromSeconds(5));
        await room.Time.TimerMadeAsync(TestContext.Current.CancellationToken);
        await sweep.StopAsync(CancellationToken.None);

        (await room.GetAsync(asked.Id)).State.ShouldBe(ApprovalState.Expired);
    }
}
