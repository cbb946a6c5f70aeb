using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Storing;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class WindowTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rare_call_is_looked_for_window_by_window_and_found_in_the_end()
    {
        var rare = room.Intent("rare") with { RequestedModel = "rare-model" };
        await room.Calls.OpenAsync(rare, Token);
        room.Time.Advance(TimeSpan.FromSeconds(1));
        var ids = Enumerable.Range(1, CallLogStore.Window + 5).Select(i => Guid.CreateVersion7(room.Time.GetUtcNow().AddMilliseconds(i))).ToArray();
        await room.Database.ExecuteAsync(
            """
            insert into ledger.call_intent (id, node, process, workflow, snapshot, trace_id, first_call_id, attempt, purpose, route, provider, requested_model, opened_at, deadline)
            select id, id, id, 'rare', 's', 't', id, 1, 'answer', 'r', 'openai', 'm', now(), now()
            from unnest(@ids) as id
            """,
            new { ids },
            Token);

        var query = new CallQuery("rare", Model: "rare-model");
        var first = (await room.Calls.ListAsync(LedgerFixture.Viewer, query, new(50), Token)).Value;
        var second = (await room.Calls.ListAsync(LedgerFixture.Viewer, query, new(50, first.Next), Token)).Value;

        first.Items.ShouldBeEmpty();
        first.Next.ShouldNotBeNull();
        second.Items.ShouldHaveSingleItem().Id.ShouldBe(rare.Id);
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task Calls_are_summed_by_step_and_by_run()
    {
        var (run, other, unpriced) = (Id.New(room.Time), Id.New(room.Time), Id.New(room.Time));
        await CallAsync(unpriced, "triage", null);
        await CallAsync(run, "triage", 0.5m);
        await CallAsync(run, "triage", null);
        await CallAsync(run, "draft", 0.25m);
        await CallAsync(other, "triage", 2m);

        var steps = (await room.Calls.SumByStepAsync(LedgerFixture.Viewer, run, Token)).Value.OrderBy(step => step.StepId, StringComparer.Ordinal);
        var runs = (await room.Calls.SumByRunAsync(LedgerFixture.Viewer, [run, other, unpriced, Id.New(room.Time)], Token)).Value.OrderBy(one => one.CostUsd);

        steps.ShouldBe([new("draft", 1, 170, 20, 0.25m, 0), new("triage", 2, 340, 40, 0.5m, 1)]);
        runs.ShouldBe([new(unpriced, 1, null, 1), new(run, 3, 0.75m, 1), new(other, 1, 2m, 0)]);
        (await room.Calls.SumByStepAsync(Actor.Anonymous, run, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await room.Calls.SumByRunAsync(Actor.Anonymous, [run], Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    private async Task CallAsync(Guid run, string step, decimal? cost)
    {
        var intent = room.Intent(runId: run);
        intent = intent with { Origin = intent.Origin with { StepId = step } };
        await room.Calls.OpenAsync(intent, Token);
        await room.Calls.CloseAsync(room.Final(intent) with { CostUsd = cost }, Token);
    }
}
