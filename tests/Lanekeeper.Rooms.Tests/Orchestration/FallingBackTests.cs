using Lanekeeper.Approvals;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class FallingBackTests
{
    private static readonly Flow Asking = new(Flow.Retrieve + Flow.Ask + Flow.Send) { RemoteModel = "fault-503" };

    [Fact]
    public async Task A_step_that_no_model_could_do_goes_to_the_owner_and_the_run_ends_there()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteRoute = ", fallback: { queue_for_human: true }" }, withRemote: true);

        var run = await house.First.RestAsync(await house.First.BeginAsync());

        (run.State, run.Outcome).ShouldBe((RunState.Succeeded, "routed"));
        var steps = await house.First.StepsAsync(run.Id);
        steps.Select(step => step.State).ShouldBe([StepState.Done, StepState.Routed]);
        steps[1].Explanation.ShouldNotBeNull().ShouldStartWith("Handed to ana@example.com: No model could do the step ask, so it is yours.");
        var card = (await house.First.Get<IApprovals>().GetAsync(House.Ana, steps[1].ApprovalId!.Value, TestContext.Current.CancellationToken)).Value;
        (card.Request.Kind, card.Request.Terms.Group, card.Request.Summary).ShouldBe((ApprovalKind.Handoff, "ana@example.com", "No model could do the step ask, so it is yours."));
        card.Request.Reason.ShouldNotBeNull().ShouldContain("fault-503");
    }

    [Fact]
    public async Task Who_gets_a_step_that_no_model_could_do_reads_why_no_other_model_stood_in()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteRoute = ", fallback: { models: [spare], max_consequence: low, queue_for_human: true }" }, withRemote: true);

        var run = await house.First.RestAsync(await house.First.BeginAsync());

        var step = (await house.First.StepsAsync(run.Id))[1];
        var card = (await house.First.Get<IApprovals>().GetAsync(House.Ana, step.ApprovalId!.Value, TestContext.Current.CancellationToken)).Value;
        card.Request.Reason.ShouldNotBeNull().ShouldEndWith("Besides, no model may stand in: the consequence is high, and nothing stands in above low.");
    }

    [Fact]
    public async Task A_refusal_is_an_answer_and_is_handed_to_nobody()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-refusal", RemoteRoute = ", fallback: { queue_for_human: true }" }, withRemote: true);

        (await house.First.RestAsync(await house.First.BeginAsync())).State.ShouldBe(RunState.Failed);
    }

    [Fact]
    public async Task An_answer_that_did_not_fit_goes_to_the_model_of_the_rule_for_earlier_failures()
    {
        await using var house = await House.OpenAsync(
            Asking with { Steps = Flow.Retrieve + Flow.Ask, RemoteModel = "fault-misfit", RemoteRoute = ", rules: [{ when: { earlier_failure: true }, model: spare }]" }, withRemote: true);

        var run = await house.First.RestAsync(await house.First.BeginAsync());

        run.State.ShouldBe(RunState.Succeeded);
        house.Remote.Attempts.Select(attempt => attempt.Model).ShouldBe(["fault-misfit", "fault-ok@spare"]);
    }

    [Fact]
    public async Task A_step_that_another_model_answered_says_so_on_the_runs_time_axis()
    {
        await using var house = await House.OpenAsync(
            Asking with { Steps = Flow.Retrieve + Flow.Ask, RemoteRoute = ", fallback: { models: [spare], max_consequence: high }" }, withRemote: true);

        var run = await house.First.RestAsync(await house.First.BeginAsync());

        run.State.ShouldBe(RunState.Succeeded);
        var timeline = (await house.First.Get<IRunInspection>().TimelineAsync(House.Ana, run.Id, 0, TestContext.Current.CancellationToken)).Value;
        timeline.Steps.Select(step => step.Degraded).ShouldBe([null, "fallback from remote: models.server-error"]);
    }
}
