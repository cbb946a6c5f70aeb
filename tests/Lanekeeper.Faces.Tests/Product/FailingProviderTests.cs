using Lanekeeper.FaultProvider;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>A provider that fails: what may pass is tried again, what will not is not, and nothing is lost.</summary>
public sealed class FailingProviderTests(Desk desk) : IClassFixture<Desk>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("mail")]
    [InlineData("claude")]
    public async Task A_failure_that_passes_is_tried_again(string workflow)
    {
        var subject = $"Busy {workflow}";
        desk.Fail(subject, FaultKind.RateLimit, times: 1);
        var card = await desk.AskAsync(workflow, subject, Stop);

        var calls = await CallsAsync(card.Request.RunId);
        calls.Select(call => (call.State, call.Purpose)).ShouldBe([(CallState.FailedTransient, CallPurpose.Answer), (CallState.Answered, CallPurpose.Retry)]);
        calls[0].FailureCode.ShouldBe("models.rate-limited");
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("claude")]
    public async Task A_refusal_fails_the_run_at_once(string workflow)
    {
        var subject = $"Refused {workflow}";
        desk.Fail(subject, FaultKind.Refusal);

        var run = await desk.RunAsync(workflow, subject, Stop);

        (run.State, run.StepId, run.Problem!.Code).ShouldBe((RunState.Failed, "triage", "models.refused"));
        (await CallsAsync(run.Id)).ShouldHaveSingleItem().State.ShouldBe(CallState.FailedSemantic);
        desk.MailsAbout(subject).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("mail")]
    [InlineData("claude")]
    public async Task An_answer_that_does_not_fit_is_repaired_once_and_then_fails(string workflow)
    {
        var subject = $"Misfit {workflow}";
        desk.Fail(subject, FaultKind.Misfit, times: 1);

        // The repair's last message is its own and does not hold the subject.
        desk.Provider.Script(Behaviour.Fail(FaultKind.Misfit));

        var run = await desk.RunAsync(workflow, subject, Stop);

        (run.State, run.Problem!.Code).ShouldBe((RunState.Failed, "models.invalid-output"));
        (await CallsAsync(run.Id)).Select(call => (call.State, call.Purpose)).ShouldBe([(CallState.FailedSemantic, CallPurpose.Answer), (CallState.FailedSemantic, CallPurpose.Repair)]);
    }

    [Fact]
    public async Task An_answer_that_is_repaired_goes_on()
    {
        desk.Fail("Repaired", FaultKind.Misfit, times: 1);

        var card = await desk.AskAsync("mail", "Repaired", Stop);

        (await CallsAsync(card.Request.RunId)).Select(call => (call.State, call.Purpose)).ShouldBe([(CallState.FailedSemantic, CallPurpose.Answer), (CallState.Answered, CallPurpose.Repair)]);
    }

    /// <remarks>How often a step is tried is no setting, so this takes the real eight to fifteen seconds; all the failures share them.</remarks>
    [Fact]
    public async Task What_stays_down_or_talks_nonsense_makes_a_dead_letter_that_can_be_replayed()
    {
        FaultKind[] kinds = [FaultKind.Unavailable, FaultKind.Garbage, FaultKind.Html, FaultKind.Truncated, FaultKind.Empty, FaultKind.WrongShape, FaultKind.Reset];
        foreach (var kind in kinds)
        {
            desk.Fail($"Down {kind}.", kind);
        }

        var runs = await Task.WhenAll(kinds.Select(kind => desk.RunAsync("urgent", $"Down {kind}.", Stop)));
        var dead = await Task.WhenAll(runs.Select(async run => (await desk.RestedAsync(run.Id, Stop)).Run));

        dead.ShouldAllBe(run => run.State == RunState.Dead && run.StepId == "triage", string.Join('\n', dead.Select(run => $"{run.Title} {run.State} {run.Problem}")));
        dead.ShouldAllBe(run => run.Problem!.Message.Contains("gpt-4.1-mini-2025-04-14"), "the failure names the model");
        (await CallsAsync(dead[0].Id)).ShouldAllBe(call => call.State == CallState.FailedTransient);
        var attempts = (await desk.DetailAsync(dead[0].Id, Stop)).Attempts.ShouldNotBeNull();
        (attempts.StepId, attempts.Try, attempts.Model, attempts.LastFailure?.HttpStatus).ShouldBe(("triage", 5, "openai/gpt-4.1-mini-2025-04-14", 503));
        attempts.Advice.ShouldNotBeNull().ShouldContain("The route `impatient` has no fallback");
        (await desk.Client.GetAsync<Page<Run>>($"{ApiPaths.Runs}?state=dead", Stop)).Value.Items.Select(run => run.Id).ShouldBe(dead.Select(run => run.Id), ignoreOrder: true);

        desk.Provider.ClearScript();
        await ReplayedAsync(dead[0]);
    }

    private async Task ReplayedAsync(Run dead)
    {
        desk.Answer(dead.Title);
        (await desk.Client.PostAsync<Run>(ApiPaths.ReplayRun(dead.Id), null, Stop)).Problem.ShouldBeNull();
        var back = await desk.RestedAsync(dead.Id, Stop);

        back.Run.State.ShouldBe(RunState.Waiting);
        await desk.DecideAsync(await desk.CardAsync(back.Run.ApprovalId!.Value, Stop), new { answer = "approve" }, Stop);
        (await desk.EndedAsync(dead.Id, Stop)).Run.Outcome.ShouldBe("done");
        desk.MailsAbout(dead.Title).ShouldHaveSingleItem();
        (await desk.Client.PostAsync<Run>(ApiPaths.ReplayRun(dead.Id), null, Stop)).Problem!.Code.ShouldBe("runs.not-replayable");
    }

    /// <returns>Oldest first.</returns>
    private async Task<IReadOnlyList<CallRow>> CallsAsync(Guid run) =>
        [.. (await desk.Client.GetAsync<Page<CallRow>>($"{ApiPaths.Calls}?run={run}", Stop)).Value.Items.OrderBy(call => call.Id)];
}
