using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class ActionTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_sixteen_who_begin_the_same_step_exactly_one_goes_ahead()
    {
        await using var other = room.Another(room.Options with { Process = Id.New(room.Time) });
        for (var round = 0; round < 10; round++)
        {
            var run = Id.New(room.Time);
            var actions = Enumerable.Range(0, 16).Select(_ => room.Action(run)).ToList();

            var starts = await Task.WhenAll(actions.Select((action, i) =>
                (i % 2 == 0 ? room.Actions : (IActions)other.GetService(typeof(IActions))!).BeginAsync(action, Token)));

            var begun = starts.Where(start => start.Value.Standing == ActionStanding.Begun).ShouldHaveSingleItem().Value;
            starts.ShouldAllBe(start => start.Value.Id == begun.Id);
            starts.Count(start => start.Value.Standing == ActionStanding.InDoubt).ShouldBe(15);
            (await room.Database.FindAsync<long>("select count(*) from ledger.action_intent where run_id = @run", new { run }, Token)).ShouldBe(1);
        }
    }

    [Theory]
    [InlineData(ActionState.Executed)]
    [InlineData(ActionState.Unknown)]
    public async Task What_is_done_or_unknown_is_not_begun_again(ActionState state)
    {
        var first = room.Action(Id.New(room.Time));
        await room.Actions.BeginAsync(first, Token);
        (await room.Actions.EndAsync(room.End(first, state), Token)).Problem.ShouldBeNull();

        var second = (await room.Actions.BeginAsync(first with { Id = Id.New(room.Time) }, Token)).Value;

        second.Standing.ShouldBe(ActionStanding.Done);
        second.Id.ShouldBe(first.Id);
        second.Earlier!.State.ShouldBe(state);
        second.Earlier.Output!.Value.GetProperty("file").GetString().ShouldBe("1.eml");
    }

    [Fact]
    public async Task What_failed_may_be_tried_again_by_one()
    {
        var first = room.Action(Id.New(room.Time));
        await room.Actions.BeginAsync(first, Token);
        await room.Actions.EndAsync(room.End(first, ActionState.Failed), Token);

        var starts = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => room.Actions.BeginAsync(first with { Id = Id.New(room.Time) }, Token)));

        var begun = starts.Where(start => start.Value.Standing == ActionStanding.Begun).ShouldHaveSingleItem().Value;
        begun.Earlier!.Id.ShouldBe(first.Id);
        begun.Earlier.FailureCode.ShouldBe("tools.refused");
        starts.Where(start => start.Value != begun).ShouldAllBe(start => start.Value.Standing == ActionStanding.InDoubt && start.Value.Id == begun.Id);
    }

    [Fact]
    public async Task The_same_action_begun_twice_is_in_doubt_and_once_ended_it_is_done()
    {
        var action = room.Action(Id.New(room.Time));
        await room.Actions.BeginAsync(action, Token);

        var again = (await room.Actions.BeginAsync(action, Token)).Value;
        await room.Actions.EndAsync(room.End(action, ActionState.Failed), Token);
        var after = (await room.Actions.BeginAsync(action, Token)).Value;

        again.ShouldBe(new ActionStart(action.Id, ActionStanding.InDoubt, null));
        (after.Standing, after.Earlier!.State).ShouldBe((ActionStanding.Done, ActionState.Failed));
    }

    [Fact]
    public async Task Actions_outside_a_run_hold_no_step()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => room.Actions.BeginAsync(room.Action(null, null), Token)));

        starts.ShouldAllBe(start => start.Value.Standing == ActionStanding.Begun);
    }

    [Fact]
    public async Task An_end_written_twice_changes_nothing_and_another_is_refused()
    {
        var action = room.Action(Id.New(room.Time));
        await room.Actions.BeginAsync(action, Token);

        (await room.Actions.EndAsync(room.End(action), Token)).Problem.ShouldBeNull();
        (await room.Actions.EndAsync(room.End(action), Token)).Problem.ShouldBeNull();
        (await room.Actions.EndAsync(room.End(action, ActionState.Failed), Token)).Problem!.Code.ShouldBe("ledger.already-ended");
        (await room.Actions.EndAsync(room.End(room.Action(null)), Token)).Problem!.Code.ShouldBe("ledger.unknown-action");
    }

    [Fact]
    public async Task A_run_shows_what_was_executed_and_what_was_not_in_the_order_of_time()
    {
        var run = Id.New(room.Time);
        var origin = room.Action(run).Origin;
        var held = new DecisionRecord(Id.New(room.Time), origin, "refund", Effect.Destructive, JsonElement.Parse("{}"), "sha256:1", new Decision(Verdict.Approve, "ladder", "A person decides."), Id.New(room.Time), room.Time.GetUtcNow());
        var denied = held with { Id = Id.New(room.Time), Tool = "unheard of", Effect = null, Decision = new Decision(Verdict.Deny, "undeclared", "No."), ApprovalId = null, At = room.Time.GetUtcNow().AddSeconds(9) };
        var action = room.Action(run) with { BegunAt = room.Time.GetUtcNow().AddSeconds(5) };

        await room.Actions.RecordDecisionAsync(denied, Token);
        await room.Actions.BeginAsync(action, Token);
        await room.Actions.EndAsync(room.End(action), Token);
        await room.Actions.RecordDecisionAsync(held, Token);
        await room.Actions.RecordDecisionAsync(held, Token);

        var rows = (await room.Actions.ListAsync(LedgerFixture.Reviewer, run, Token)).Value.Items;
        rows.Select(row => (row.Tool, row.Verdict, row.State)).ShouldBe(
            [("refund", Verdict.Approve, null), ("outbox.send", Verdict.Allow, ActionState.Executed), ("unheard of", Verdict.Deny, null)]);
        rows[1].Arguments.GetProperty("to").GetString().ShouldBe("a@example.org");
        rows[2].Effect.ShouldBeNull();

        var outside = (await room.Actions.ListAsync(LedgerFixture.Viewer, run, Token)).Value.Items;
        outside.ShouldAllBe(row => row.Arguments.ValueKind == JsonValueKind.Null && row.Output == null);
    }

    [Fact]
    public async Task Arguments_are_kept_letter_for_letter()
    {
        var action = room.Action(Id.New(room.Time), arguments: """{ "b": 1.50, "a": "nul \u0000, half \ud83d", "b": 1e400 }""");

        (await room.Actions.BeginAsync(action, Token)).Value.Standing.ShouldBe(ActionStanding.Begun);

        var kept = await room.Database.FindAsync<string>("select arguments::text from ledger.action_intent where id = @id", new { action.Id }, Token);
        kept.ShouldBe("""{ "b": 1.50, "a": "nul \u0000, half \ud83d", "b": 1e400 }""");
    }
}
