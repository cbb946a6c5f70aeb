using Lanekeeper.Orchestration;
using Lanekeeper.Orchestration.Running;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class RetryingTests
{
    private static readonly Flow Asking = new(Flow.Retrieve + Flow.Ask);

    [Fact]
    public async Task A_transient_failure_is_tried_again_later_and_what_was_done_before_stays_done()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-500x2-then-ok" }, withRemote: true);
        var run = await house.First.BeginAsync();

        var delayed = await house.First.UntilAsync(run, RunState.Queued, now => now.Run.Problem is not null);
        var first = await house.First.StepsAsync(run);
        house.First.Pass(TimeSpan.FromSeconds(1));
        await house.First.UntilAsync(run, RunState.Queued, now => now.Steps[^1].Attempts == 2);
        house.First.Pass(TimeSpan.FromSeconds(2));
        var ended = await house.First.UntilAsync(run, RunState.Succeeded);

        delayed.Problem!.Code.ShouldBe("models.server-error");
        first.Select(step => step.State).ShouldBe([StepState.Done, StepState.Failed]);
        ended.Problem.ShouldBeNull();
        var steps = await house.First.StepsAsync(run);
        steps[0].ShouldBe(first[0] with { Output = steps[0].Output });
        (steps[1].State, steps[1].Attempts).ShouldBe((StepState.Done, 3));
    }

    [Fact]
    public async Task After_five_tries_the_run_is_a_dead_letter_and_a_replay_finishes_it()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-500x5-then-ok" }, withRemote: true);
        var run = await house.First.BeginAsync();

        for (var tries = 1; tries < 5; tries++)
        {
            await house.First.UntilAsync(run, RunState.Queued, now => now.Run.Problem is not null && now.Steps[^1].Attempts == tries);
            house.First.Pass(TimeSpan.FromSeconds(1 << (tries - 1)));
        }

        var dead = await house.First.UntilAsync(run, RunState.Dead);
        _ = (await house.First.Runs.ReplayAsync(House.Ana, run, TestContext.Current.CancellationToken)).Value;
        house.First.Pass(TimeSpan.Zero);
        var ended = await house.First.UntilAsync(run, RunState.Succeeded);

        (dead.Outcome, dead.StepId, dead.Problem!.Code).ShouldBe(("dead", "ask", "models.server-error"));
        ended.Outcome.ShouldBe("done");
        house.Remote.Attempts.Count.ShouldBe(6);
        (await house.First.StepsAsync(run)).Select(step => step.State).ShouldBe([StepState.Done, StepState.Done]);
    }

    [Fact]
    public async Task A_semantic_failure_is_never_tried_again_until_a_person_says_so()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-refusal-then-ok" }, withRemote: true);
        var run = await house.First.BeginAsync();

        var failed = await house.First.RestAsync(run);
        house.First.Pass(TimeSpan.FromSeconds(20));
        var asked = house.Remote.Attempts.Count;
        _ = (await house.First.Runs.ReplayAsync(House.Ana, run, TestContext.Current.CancellationToken)).Value;
        var ended = await house.First.UntilAsync(run, RunState.Succeeded);

        (failed.State, failed.Problem!.Code).ShouldBe((RunState.Failed, "models.refused"));
        asked.ShouldBe(1);
        ended.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Only_a_dead_or_failed_run_can_be_replayed()
    {
        await using var house = await House.OpenAsync(new Flow(Flow.Send));
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);

        var replayed = await house.First.Runs.ReplayAsync(House.Ana, run, TestContext.Current.CancellationToken);
        var denied = await house.First.Runs.ReplayAsync(House.Vera, run, TestContext.Current.CancellationToken);

        replayed.Problem!.Code.ShouldBe("runs.not-replayable");
        denied.Problem!.Code.ShouldBe("permissions.denied");
    }

    [Fact]
    public async Task An_approved_call_that_failed_in_passing_is_tried_again_under_the_same_approval()
    {
        await using var house = await House.OpenAsync(new Flow(Flow.Charge) { Ceiling = "execute_with_approval" });
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);

        await house.First.DecideAsync(run, Lanekeeper.Approvals.ApprovalAnswer.Approve);
        await house.First.UntilAsync(run, RunState.Queued, now => now.Run.Problem?.Code == "tools.unreachable");
        house.First.Pass(TimeSpan.FromSeconds(1));
        var again = await house.First.UntilAsync(run, RunState.Queued, now => now.Steps.Single().Attempts == 2);

        again.Problem!.Code.ShouldBe("tools.unreachable");
        (await house.First.ActionsAsync(run)).Count(action => action.State == Lanekeeper.Ledger.ActionState.Failed).ShouldBe(2);
    }

    [Fact]
    public async Task The_working_time_is_bounded_and_the_run_says_so()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Retrieve + Flow.Triage) { More = "deadline: 5s\n" });
        var (process, _, run) = await house.HoldAsync();

        process.Time.Advance(TimeSpan.FromSeconds(6));

        var ended = await process.RestAsync(run);
        (ended.State, ended.Problem!.Code).ShouldBe((RunState.Failed, "runs.deadline"));
    }

    [Theory]
    [InlineData(1, 0.0, 0.5)]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(3, 0.0, 2.0)]
    [InlineData(3, 1.0, 4.0)]
    [InlineData(40, 1.0, 300.0)]
    public void The_wait_doubles_up_to_its_limit_half_of_it_by_chance(int failures, double random, double seconds) =>
        Backoff.After(failures, null, new OrchestrationOptions { Node = Guid.Empty }, random).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Fact]
    public void Who_refused_may_ask_for_a_longer_wait_but_not_for_ever()
    {
        var options = new OrchestrationOptions { Node = Guid.Empty };

        Backoff.After(1, TimeSpan.FromSeconds(42), options, 0.5).ShouldBe(TimeSpan.FromSeconds(42));
        Backoff.After(1, TimeSpan.MaxValue, options, 0.5).ShouldBe(TimeSpan.FromDays(1));
    }
}
