using Lanekeeper.Approvals;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class ExplainingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_step_tells_what_filled_its_templates()
    {
        await using var house = await House.OpenAsync(Flow.Whole);
        var run = await house.First.BeginAsync("where is my {{ input.from }} parcel");
        await house.First.RestAsync(run);

        var passages = await ExplainAsync(house, run, "passages");
        var triage = await ExplainAsync(house, run, "triage");
        var reply = await ExplainAsync(house, run, "reply");

        passages.Retrieve!.Query!.Segments.ShouldBe([new("where is my {{ input.from }} parcel", "input.body")]);
        passages.Retrieve.Passages.ShouldHaveSingleItem().Document.ShouldBe("a.md");
        triage.Prompt!.Messages.ShouldHaveSingleItem().Text.Segments.Select(segment => segment.Path).ShouldBe(["input.body", null, "steps.passages.output.text"]);
        triage.Prompt.WasSent.ShouldBeNull("the built-in model is sent material, not a prompt");
        triage.Calls.ShouldHaveSingleItem().Provider.ShouldBe("lanekeeper.baseline");
        reply.Tool!.Arguments.Select(one => (one.Place, one.Text!.Segments[^1].Path)).ShouldBe(
            [("/to", "input.from"), ("/subject", "input.subject"), ("/body", "steps.triage.output.category")]);
        reply.Tool.Actions.ShouldHaveSingleItem().Explanation.ShouldNotBeEmpty();
        reply.Unfilled.ShouldBeNull();
    }

    [Fact]
    public async Task A_prompt_is_held_against_the_bytes_that_were_sent()
    {
        await using var house = await House.OpenAsync(new Flow(Flow.Ask), withRemote: true);
        var run = await house.First.BeginAsync("line one\n\"quoted\" \U0001F600 <b>");
        await house.First.RestAsync(run);

        (await ExplainAsync(house, run, "ask")).Prompt!.WasSent.ShouldBe(true);

        await house.Database.ExecuteAsync("""update orchestration.run set input = '{"from":"a","subject":"b","body":"another"}'""", null, Token);
        (await ExplainAsync(house, run, "ask")).Prompt!.WasSent.ShouldBe(false);
    }

    [Fact]
    public async Task Waiting_for_a_person_is_told_apart_from_work_and_what_comes_is_shown()
    {
        await using var house = await House.OpenAsync(new Flow(Flow.Reply.Replace("steps.triage.output.category", "input.body", StringComparison.Ordinal) + Flow.Charge) { Ceiling = "execute_with_approval" });
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);

        var waiting = await TimelineAsync(house, run);
        waiting.Run.StartedByName.ShouldBe("ana@example.com");
        waiting.Steps.ShouldHaveSingleItem().WaitingSince.ShouldNotBeNull();
        waiting.Steps[0].WaitedUntil.ShouldBeNull();
        waiting.Ahead.ShouldBe([new("charge", "tool")]);
        (await ExplainAsync(house, run, "reply")).Approval!.State.ShouldBe(ApprovalState.Pending);

        house.First.Time.Advance(TimeSpan.FromSeconds(20));
        await house.First.DecideAsync(run, ApprovalAnswer.Reject);
        await house.First.UntilAsync(run, RunState.Succeeded);

        var over = await TimelineAsync(house, run);
        (over.Steps[0].WaitedUntil - over.Steps[0].WaitingSince).ShouldBe(TimeSpan.FromSeconds(20));
        over.Ahead.ShouldBeEmpty();
        (await ExplainAsync(house, run, "reply")).Approval!.State.ShouldBe(ApprovalState.Rejected);
    }

    [Fact]
    public async Task What_only_reviewers_may_read_is_left_out_for_a_viewer_and_nobody_else_sees_anything()
    {
        await using var house = await House.OpenAsync(Flow.Whole);
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);
        var door = house.First.Get<IRunInspection>();

        var reply = (await door.ExplainAsync(House.Vera, run, "reply", Token)).Value;
        var triage = (await door.ExplainAsync(House.Vera, run, "triage", Token)).Value;

        reply.IsWithheld.ShouldBeTrue();
        reply.Tool.ShouldBeNull();
        triage.Prompt.ShouldBeNull();
        triage.Step.Output.ShouldBeNull();
        (await door.ExplainAsync(House.Vera, run, "passages", Token)).Value.ShouldSatisfyAllConditions(
            passages => passages.Retrieve.ShouldBeNull(),
            passages => passages.Step.Output.ShouldBeNull());
        (await door.InputAsync(House.Vera, run, Token)).Problem!.Code.ShouldBe("permissions.denied");
        triage.Calls.ShouldHaveSingleItem();
        (await door.ExplainAsync(House.Ana, run, "nonsense\0", Token)).Problem!.Code.ShouldBe("runs.unknown-step");
        (await door.ExplainAsync(House.Ana, Guid.CreateVersion7(), "reply", Token)).Problem!.Code.ShouldBe("runs.not-found");
        (await door.ExplainAsync(Actor.Anonymous, run, "reply", Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await door.TimelineAsync(Actor.Anonymous, run, 0, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await door.InputAsync(Actor.Anonymous, run, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await door.StandAsync(Actor.Anonymous, null, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    [Fact]
    public async Task A_value_that_was_missing_is_named_and_the_template_shown()
    {
        await using var house = await House.OpenAsync(new Flow(Flow.Send.Replace("{{ input.body }}", "{{ steps.gone.output.text }}", StringComparison.Ordinal).Insert(0,
            """
              - id: gone
                when: "false"
                retrieve: { sources: [handbook], query: "{{ input.body }}", top: 1 }

            """)));
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);

        var send = await ExplainAsync(house, run, "send");

        send.Unfilled!.Code.ShouldBe("project.missing-value");
        send.Tool!.Arguments[2].Text!.Segments.ShouldBe([new("{{ steps.gone.output.text }}", null)]);
        (await ExplainAsync(house, run, "gone")).Condition.ShouldBe("false");
    }

    [Fact]
    public async Task A_run_of_three_thousand_steps_is_read_in_parts_and_soon()
    {
        await using var house = await House.OpenAsync(Flow.Whole);
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);
        await house.Database.ExecuteAsync(
            """
            insert into orchestration.step (run_id, seq, id, kind, state, attempts, started_at, ended_at, output, call_id)
            select @run, i, 'step-' || i, 'model', 'done', 1, @at + make_interval(secs => i), @at + make_interval(secs => i + 1),
                   json_build_object('text', repeat('words ', 2000)), gen_random_uuid()
            from generate_series(3, 2999) as i
            """,
            new { run, at = house.First.Time.GetUtcNow() },
            Token);
        await house.Database.ExecuteAsync(
            """
            insert into ledger.call_intent (id, node, process, workflow, snapshot, run_id, step_id, trace_id, first_call_id, attempt, purpose, route, provider, requested_model, opened_at, deadline)
            select gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'desk', 's', @run, 'step-' || i, 't', gen_random_uuid(), 1, 'answer', 'r', 'openai', 'm', @at, @at
            from generate_series(3, 2999) as i
            """,
            new { run, at = house.First.Time.GetUtcNow() },
            Token);

        var first = await TimelineAsync(house, run);
        var last = await TimelineAsync(house, run, 2900);
        var quickest = TimeSpan.MaxValue;
        for (var tries = 0; tries < 5; tries++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            await TimelineAsync(house, run);
            await ExplainAsync(house, run, "reply");
            quickest = TimeSpan.FromTicks(Math.Min(quickest.Ticks, TimeProvider.System.GetElapsedTime(begun).Ticks));
        }

        (first.StepCount, first.Steps.Count, first.Cost.Calls).ShouldBe((3000, RunTimeline.Largest, 2998));
        (last.First, last.Steps.Count, last.Steps[^1].Id).ShouldBe((2900, 100, "step-2999"));
        last.Steps[^1].Cost.Calls.ShouldBe(1);
        quickest.ShouldBeLessThan(TimeSpan.FromSeconds(3), "whatever else the machine does, one of the five was not held up");
    }

    private static async Task<StepExplanation> ExplainAsync(House house, Guid run, string step) =>
        (await house.First.Get<IRunInspection>().ExplainAsync(House.Ana, run, step, Token)).Value;

    [Fact]
    public async Task A_step_is_on_the_timeline_whatever_the_words_of_its_problem_hold()
    {
        await using var house = await House.OpenAsync(Flow.Whole);
        var run = await house.First.BeginAsync();
        await house.First.RestAsync(run);
        await house.Database.ExecuteAsync(
            """update orchestration.step set state = 'failed', problem = '{"Kind":"Semantic","Code":"models.unfit","Message":"broken \u0000 and \ud800","Details":[]}' where id = 'triage'""", null, Token);

        (await TimelineAsync(house, run)).Steps.Single(step => step.Id == "triage").ProblemCode.ShouldBe("models.unfit");
    }

    private static async Task<RunTimeline> TimelineAsync(House house, Guid run, int first = 0) =>
        (await house.First.Get<IRunInspection>().TimelineAsync(House.Vera, run, first, Token)).Value;
}
