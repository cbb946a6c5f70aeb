using Lanekeeper.Approvals;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class CancellingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queued_run_ends_at_once()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var run = await house.First.BeginAsync();

        var cancelled = await CancelAsync(house.First, run);
        await house.First.StartAsync();

        (cancelled.Value.State, cancelled.Value.Outcome).ShouldBe((RunState.Cancelled, "cancelled"));
        (await JobsAsync(house)).ShouldBe(0);
        (await house.First.StepsAsync(run)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_running_run_ends_at_its_next_step()
    {
        await using var house = await House.BuildAsync(Flow.Whole);
        var (process, gate, run) = await house.HoldAsync();

        var asked = await CancelAsync(process, run);
        gate.Open();
        var ended = await process.UntilAsync(run, RunState.Cancelled);

        asked.Value.State.ShouldBe(RunState.Running);
        ended.Outcome.ShouldBe("cancelled");
        house.Mails.ShouldBeEmpty();
        (await JobsAsync(house)).ShouldBe(0);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_while_it_asks_for_approval_does_not_wait_for_ever()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send) { Ceiling = "execute_with_approval" });
        var run = await house.First.BeginAsync();
        var jobs = house.First.Get<Lanekeeper.Orchestration.Storing.JobStore>();
        var now = house.First.Time.GetUtcNow();
        var lease = (await jobs.ClaimAsync(Guid.NewGuid(), house.First.Node, 1, now, now.AddSeconds(30), Token)).Single();
        await CancelAsync(house.First, run);

        // The worker had not heard of it, and parks the run.
        await house.First.Get<Lanekeeper.Orchestration.Journaling.Journal>().AppendAsync(
            new() { RunId = run, Fence = lease.Fence, State = RunState.Waiting, ApprovalId = run, WorkingMs = 0, Failures = 0, Move = Lanekeeper.Orchestration.Journaling.JobMove.Park },
            Token);
        await house.First.StartAsync();

        (await house.First.UntilAsync(run, RunState.Cancelled)).Outcome.ShouldBe("cancelled");
        (await JobsAsync(house)).ShouldBe(0);
    }

    [Fact]
    public async Task Of_a_hundred_runs_cancelled_while_they_are_being_parked_none_is_left_behind()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send) { Ceiling = "execute_with_approval" });
        var process = house.Another(concurrency: 16);
        await process.StartAsync();

        var runs = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => process.BeginAsync()));
        await Task.WhenAll(runs.Select(run => CancelAsync(process, run)));

        foreach (var run in runs)
        {
            (await process.UntilAsync(run, RunState.Cancelled)).Outcome.ShouldBe("cancelled");
        }

        (await JobsAsync(house)).ShouldBe(0);
        (await process.Get<IApprovals>().CountAsync(House.Ana, Token)).Value.Pending.ShouldBe(0);
        (await house.Database.FindAsync<int>("select count(*)::int from orchestration.step where state = 'waiting'", null, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_waiting_run_ends_at_once_and_its_card_is_withdrawn()
    {
        await using var house = await House.OpenAsync(new Flow(Flow.Send) { Ceiling = "execute_with_approval" });
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);

        var cancelled = await CancelAsync(house.First, run);

        cancelled.Value.State.ShouldBe(RunState.Cancelled);
        (await house.First.CardAsync(run)).ShouldSatisfyAllConditions(
            card => card.State.ShouldBe(ApprovalState.Withdrawn),
            card => card.Words.ShouldBe("Not wanted."));
        (await house.First.StepsAsync(run)).ShouldBeEmpty();
        (await JobsAsync(house)).ShouldBe(0);
    }

    [Fact]
    public async Task What_has_ended_cannot_be_cancelled_and_what_never_was_is_not_found()
    {
        await using var house = await House.OpenAsync(new Flow(Flow.Send));
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);

        (await CancelAsync(house.First, run)).Problem!.Code.ShouldBe("runs.already-ended");
        (await CancelAsync(house.First, Guid.NewGuid())).Problem!.Code.ShouldBe("runs.not-found");
        (await house.First.Runs.CancelAsync(House.Vera, run, null, Token)).Problem!.Code.ShouldBe("permissions.denied");
    }

    private static Task<Result<Run>> CancelAsync(House.Process process, Guid run) => process.Runs.CancelAsync(House.Ana, run, "Not wanted.", Token);

    private static Task<int> JobsAsync(House house) => house.Database.FindAsync<int>("select count(*)::int from orchestration.job", null, Token);
}
