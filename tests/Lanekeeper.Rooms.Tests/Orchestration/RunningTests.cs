using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Permissions;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class RunningTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_retrieves_asks_the_model_and_sends()
    {
        await using var house = await House.OpenAsync(Flow.Whole);

        var run = await house.First.RestAsync(await house.First.BeginAsync());

        run.ShouldSatisfyAllConditions(
            () => run.State.ShouldBe(RunState.Succeeded),
            () => run.Outcome.ShouldBe("done"),
            () => run.Title.ShouldBe("Late"),
            () => run.EndedAt.ShouldNotBeNull(),
            () => run.StartedBy.ShouldBe(House.Ana.Id));
        var steps = await house.First.StepsAsync(run.Id);
        steps.Select(step => (step.Id, step.Kind, step.State)).ShouldBe(
            [("passages", "retrieve", StepState.Done), ("triage", "model", StepState.Done), ("reply", "tool", StepState.Done)]);
        steps[0].Output!.Value.GetProperty("text").GetString()!.ShouldContain("arrives within a week");
        steps[1].Output!.Value.GetProperty("category").GetString().ShouldBe("parcel");
        steps[1].CallId.ShouldNotBeNull();
        steps[2].ActionId.ShouldNotBeNull();
        house.Mails.ShouldHaveSingleItem().ShouldContain("To: eve@example.com");
        (await JobsAsync(house)).ShouldBe(0);
    }

    [Fact]
    public async Task A_viewer_sees_what_a_run_did_and_nothing_that_went_in_or_came_out()
    {
        const string Steps =
            """
              - id: ask
                approve: { question: "Is {{ input.from }} a customer?" }

            """;
        await using var house = await House.OpenAsync(new Flow(Flow.Retrieve + Flow.Triage + Steps));
        var run = await house.First.RestAsync(await house.First.BeginAsync());

        var seen = (await house.First.Runs.GetAsync(House.Vera, run.Id, Token)).Value;

        (seen.IsWithheld, seen.Input.ValueKind, seen.Run.Title).ShouldBe((true, JsonValueKind.Null, "Late"));
        seen.Steps.Select(step => (step.Id, step.State)).ShouldBe([("passages", StepState.Done), ("triage", StepState.Done), ("ask", StepState.Waiting)]);
        seen.Steps.ShouldAllBe(step => step.Output == null);
        JsonSerializer.Serialize(seen).ShouldNotContain("eve@example.com");
        (await house.First.ShowAsync(run.Id)).ShouldSatisfyAllConditions(
            whole => whole.IsWithheld.ShouldBeFalse(),
            whole => whole.Input.GetProperty("from").GetString().ShouldBe("eve@example.com"),
            whole => whole.Steps[2].Explanation.ShouldBe("Is eve@example.com a customer?"));
    }

    [Fact]
    public async Task A_result_stands_in_the_journal_before_the_next_step_begins()
    {
        await using var house = await House.BuildAsync(Flow.Whole);

        var (process, gate, run) = await house.HoldAsync();
        var before = await process.StepsAsync(run);
        gate.Open();
        await process.RestAsync(run);

        before.ShouldHaveSingleItem().ShouldSatisfyAllConditions(step => step.Id.ShouldBe("passages"), step => step.State.ShouldBe(StepState.Done));
    }

    [Theory]
    [InlineData("parcel", StepState.Done, StepState.Skipped)]
    [InlineData("i want my money back", StepState.Skipped, StepState.Done)]
    public async Task A_step_whose_condition_is_false_is_skipped(string body, StepState first, StepState last)
    {
        var flow = new Flow(
            Flow.Retrieve + Flow.Triage
            + Flow.Send.Replace("- id: send", "- id: send\n    when: steps.triage.output.category == \"parcel\"", StringComparison.Ordinal)
            + Flow.Send.Replace("- id: send", "- id: other\n    when: steps.send.state == \"skipped\"", StringComparison.Ordinal));
        await using var house = await House.OpenAsync(flow);

        var run = await house.First.RestAsync(await house.First.BeginAsync(body));

        (run.State, run.Outcome).ShouldBe((RunState.Succeeded, "done"));
        (await house.First.StepsAsync(run.Id)).Skip(2).Select(step => step.State).ShouldBe([first, last]);
        house.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_condition_that_cannot_be_evaluated_ends_the_run_and_says_where()
    {
        var flow = new Flow(Flow.Send.Replace("- id: send", "- id: send\n    when: int(input.body) > 1", StringComparison.Ordinal));
        await using var house = await House.OpenAsync(flow);

        var run = await house.First.RestAsync(await house.First.BeginAsync());

        run.State.ShouldBe(RunState.Failed);
        run.Problem!.Code.ShouldBe("runs.condition-failed");
        run.StepId.ShouldBe("send");
    }

    [Fact]
    public async Task A_run_stays_on_the_snapshot_it_began_with()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var run = await house.First.BeginAsync();
        await house.DeployAsync(new Flow(Flow.Charge));

        await house.First.StartAsync();

        (await house.First.RestAsync(run)).State.ShouldBe(RunState.Succeeded);
        (await house.First.StepsAsync(run)).ShouldHaveSingleItem().Id.ShouldBe("send");
    }

    [Fact]
    public async Task A_run_whose_snapshot_is_gone_fails_and_says_so()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var run = await house.First.BeginAsync();
        await house.Database.ExecuteAsync("update orchestration.run set snapshot = 'sha256:gone'", null, Token);

        await house.First.StartAsync();

        var ended = await house.First.RestAsync(run);
        (ended.State, ended.Problem?.Code).ShouldBe((RunState.Failed, "project.no-snapshot"));
        (await JobsAsync(house)).ShouldBe(0);
    }

    [Fact]
    public async Task Untrusted_text_that_decides_where_a_mail_goes_lowers_execute_to_approve()
    {
        var flow = new Flow(Flow.Send.Replace("to: \"{{ input.from }}\"", "to: \"{{ input.body }}\"", StringComparison.Ordinal));
        await using var house = await House.OpenAsync(flow);

        var run = await house.First.RestAsync(await house.First.BeginAsync("mallory@example.com"));

        run.State.ShouldBe(RunState.Waiting);
        (await house.First.StepsAsync(run.Id)).Single().Explanation!.ShouldContain("nobody vouches for");
        house.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tool_that_the_ceiling_does_not_allow_is_denied_and_the_run_stops()
    {
        await using var house = await House.OpenAsync(new Flow(Flow.Send + Flow.Charge) { Ceiling = "read" });

        var run = await house.First.RestAsync(await house.First.BeginAsync());

        (run.State, run.Outcome).ShouldBe((RunState.Succeeded, "denied"));
        (await house.First.StepsAsync(run.Id)).ShouldHaveSingleItem().State.ShouldBe(StepState.Denied);
    }

    [Fact]
    public async Task An_action_in_doubt_goes_to_a_person_and_is_not_done_again()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Charge));
        var run = await house.First.BeginAsync();
        await BeginElsewhereAsync(house, run, "charge");

        await house.First.StartAsync();
        var waiting = await house.First.RestAsync(run);
        var card = await house.First.CardAsync(run);
        await house.First.DecideAsync(run, Lanekeeper.Approvals.ApprovalAnswer.Approve);
        var ended = await house.First.UntilAsync(run, RunState.Succeeded);

        waiting.State.ShouldBe(RunState.Waiting);
        card.Request.Kind.ShouldBe(Lanekeeper.Approvals.ApprovalKind.Question);
        ended.Outcome.ShouldBe("done");
        (await house.First.ActionsAsync(run)).Count(action => action.State is not null).ShouldBe(0);
    }

    [Fact]
    public async Task An_action_in_doubt_that_may_be_repeated_is_repeated()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var run = await house.First.BeginAsync();
        var action = await BeginElsewhereAsync(house, run, "send");

        await house.First.StartAsync();

        (await house.First.RestAsync(run)).State.ShouldBe(RunState.Succeeded);
        Path.GetFileNameWithoutExtension(Directory.GetFiles(house.Outbox).Single()).ShouldBe(action.ToString());
    }

    private static async Task<Guid> BeginElsewhereAsync(House house, Guid run, string step)
    {
        var arguments = JsonElement.Parse("{}");
        var process = house.Another();
        var intent = new ActionIntent(
            Id.New(process.Time), new CallOrigin("desk", "sha256:0", run, step, run.ToString("N")), step, Effect.Write, arguments, CanonicalJson.Digest(arguments),
            new Decision(Verdict.Allow, "ladder", "It may."), null, process.Time.GetUtcNow());
        return (await process.Get<IActions>().BeginAsync(intent, Token)).Value.Id;
    }

    private static Task<int> JobsAsync(House house) => house.Database.FindAsync<int>("select count(*)::int from orchestration.job", null, Token);
}
