using Lanekeeper.Approvals;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class ApprovingTests
{
    private static readonly Flow Sending = new(Flow.Send) { Ceiling = "execute_with_approval" };

    private static readonly Flow Asking = new(
        """
          - id: ask
            approve: { to: support, question: "Is {{ input.body }} a complaint?", expires: 1d }

        """ + Flow.Send);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_that_waits_for_a_person_holds_no_worker()
    {
        await using var house = await House.BuildAsync(Sending);
        var process = house.Another(concurrency: 1);
        await process.StartAsync();
        var first = await process.BeginAsync();
        var second = await process.BeginAsync();

        (await process.RestAsync(first)).State.ShouldBe(RunState.Waiting);
        (await process.RestAsync(second)).State.ShouldBe(RunState.Waiting);

        (await house.Database.QueryAsync<(Guid? Worker, bool Parked)>("select worker, available_at = 'infinity' from orchestration.job", null, Token))
            .ShouldAllBe(job => job.Worker == null && job.Parked);
    }

    [Fact]
    public async Task Exactly_what_was_approved_is_executed()
    {
        await using var house = await House.OpenAsync(Sending);
        var run = await house.First.BeginAsync();
        var waiting = await house.First.RestAsync(run);

        await house.First.DecideAsync(run, ApprovalAnswer.Approve, """{"to":"bo@example.com","subject":"Other","body":"Edited."}""");
        var ended = await house.First.UntilAsync(run, RunState.Succeeded);

        waiting.ApprovalId.ShouldNotBeNull();
        ended.ApprovalId.ShouldBeNull();
        ended.Outcome.ShouldBe("done");
        var mail = house.Mails.ShouldHaveSingleItem();
        mail.ShouldContain("To: bo@example.com");
        mail.ShouldContain("Subject: Other");
        var step = (await house.First.StepsAsync(run)).Single();
        (step.State, step.ApprovalId).ShouldBe((StepState.Done, waiting.ApprovalId));
    }

    [Fact]
    public async Task A_no_ends_the_run_as_rejected()
    {
        await using var house = await House.OpenAsync(Sending with { Steps = Flow.Send + Flow.Charge });
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);

        await house.First.DecideAsync(run, ApprovalAnswer.Reject);
        var ended = await house.First.UntilAsync(run, RunState.Succeeded);

        ended.Outcome.ShouldBe("rejected");
        (await house.First.StepsAsync(run)).ShouldHaveSingleItem().State.ShouldBe(StepState.Rejected);
        house.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_workflow_says_so_the_run_goes_on_after_a_no()
    {
        var flow = Asking with { More = "on_reject: continue\n" };
        await using var house = await House.OpenAsync(flow);
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);

        await house.First.DecideAsync(run, ApprovalAnswer.Reject);
        var ended = await house.First.UntilAsync(run, RunState.Succeeded);

        ended.Outcome.ShouldBe("rejected");
        (await house.First.StepsAsync(run)).Select(step => step.State).ShouldBe([StepState.Rejected, StepState.Done]);
        house.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_question_is_asked_in_the_words_of_the_workflow_and_its_answer_wakes_the_run()
    {
        await using var house = await House.OpenAsync(Asking);
        var run = await house.First.BeginAsync("this");
        await house.First.RestAsync(run);

        (await house.First.CardAsync(run)).Summary.ShouldBe("Is this a complaint?");
        await house.First.DecideAsync(run, ApprovalAnswer.Approve);

        (await house.First.UntilAsync(run, RunState.Succeeded)).Outcome.ShouldBe("done");
        (await house.First.StepsAsync(run))[0].Explanation.ShouldBe("Approved by ana@example.com");
    }

    [Fact]
    public async Task Silence_is_a_no_once_the_time_is_over()
    {
        await using var house = await House.OpenAsync(Asking);
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);

        house.First.Pass(TimeSpan.FromDays(1));
        await house.First.ExpireAsync();
        var ended = await house.First.UntilAsync(run, RunState.Succeeded);

        ended.Outcome.ShouldBe("rejected");
        (await house.First.StepsAsync(run)).Single().Explanation!.ShouldStartWith("Nobody decided before");
    }

    [Fact]
    public async Task A_decision_that_comes_before_the_run_is_parked_is_not_lost()
    {
        await using var house = await House.BuildAsync(Sending);
        var run = await house.First.BeginAsync();

        // A worker asked and died before it could write that it waits; the person was quick.
        var dead = house.Another();
        await dead.StartAsync();
        await dead.RestAsync(run);
        await dead.StopAsync();
        await house.Database.ExecuteAsync("update orchestration.job set worker = @id, node = @id, available_at = @then", new { id = Guid.NewGuid(), then = dead.Time.GetUtcNow() }, Token);
        await house.Database.ExecuteAsync("delete from orchestration.step", null, Token);
        await house.Database.ExecuteAsync("update orchestration.run set state = 'running', approval_id = null", null, Token);
        await house.First.DecideAsync(run, ApprovalAnswer.Approve);

        await house.First.StartAsync();

        (await house.First.UntilAsync(run, RunState.Succeeded)).Outcome.ShouldBe("done");
        house.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_decision_while_the_worker_parks_the_run_leaves_it_free_at_once()
    {
        await using var house = await House.BuildAsync(Sending);
        var run = await house.First.BeginAsync();
        var now = house.First.Time.GetUtcNow();
        var jobs = house.First.Get<Lanekeeper.Orchestration.Storing.JobStore>();
        var lease = (await jobs.ClaimAsync(Guid.NewGuid(), house.First.Node, 1, now, now.AddSeconds(30), Token)).Single();
        await house.Database.InTransactionAsync(transaction => Lanekeeper.Orchestration.Storing.JobStore.WakeAsync(transaction, run, now, Token), Token);

        var receipt = await house.First.Get<Lanekeeper.Orchestration.Journaling.Journal>().AppendAsync(
            new() { RunId = run, Fence = lease.Fence, State = RunState.Waiting, ApprovalId = run, WorkingMs = 0, Failures = 0, Move = Lanekeeper.Orchestration.Journaling.JobMove.Park },
            Token);

        receipt.Value.Held.ShouldBeTrue();
        (await jobs.ClaimAsync(Guid.NewGuid(), house.First.Node, 1, now, now.AddSeconds(30), Token)).ShouldHaveSingleItem().RunId.ShouldBe(run);
    }

    [Fact]
    public async Task Work_is_handed_to_people_without_waiting_for_them()
    {
        var flow = new Flow(
            """
              - id: handoff
                route: { to: support, reason: "Look at {{ input.subject }}" }

            """);
        await using var house = await House.OpenAsync(flow);

        var run = await house.First.RestAsync(await house.First.BeginAsync());

        (run.State, run.Outcome).ShouldBe((RunState.Succeeded, "routed"));
        (await house.First.CardAsync(run.Id)).ShouldSatisfyAllConditions(
            card => card.Request.Kind.ShouldBe(ApprovalKind.Handoff),
            card => card.Request.Deciders.ShouldBe(["ana@example.com", "bo@example.com"]));
    }
}
