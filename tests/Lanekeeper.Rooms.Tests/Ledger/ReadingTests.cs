using Lanekeeper.Ledger;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class ReadingTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_miss_none()
    {
        var intents = new List<CallIntent>();
        for (var i = 0; i < 7; i++)
        {
            room.Time.Advance(TimeSpan.FromMilliseconds(5));
            intents.Add(room.Intent("paged"));
        }

        await Task.WhenAll(intents.Select(intent => room.Calls.OpenAsync(intent, Token)));

        var read = new List<Guid>();
        string? after = null;
        do
        {
            var page = (await room.Calls.ListAsync(LedgerFixture.Viewer, new CallQuery("paged"), new PageRequest(3, after), Token)).Value;
            page.Items.Count.ShouldBeInRange(1, 3);
            read.AddRange(page.Items.Select(row => row.Id));
            after = page.Next;
        }
        while (after is not null);

        read.ShouldBe(intents.Select(intent => intent.Id).Reverse());
    }

    [Fact]
    public async Task A_list_is_narrowed_by_workflow_run_state_and_model()
    {
        var run = Id.New(room.Time);
        var one = room.Intent("narrow", run);
        var other = room.Intent("narrow", Id.New(room.Time)) with { RequestedModel = "claude-x" };
        await room.Calls.OpenAsync(one, Token);
        await room.Calls.OpenAsync(other, Token);
        await room.Calls.CloseAsync(room.Final(one, CallState.FailedTransient), Token);

        (await IdsAsync(new CallQuery(RunId: run))).ShouldBe([one.Id]);
        (await IdsAsync(new CallQuery("narrow", State: "failed_transient"))).ShouldBe([one.Id]);
        (await IdsAsync(new CallQuery("narrow", State: "open"))).ShouldBe([other.Id]);
        (await IdsAsync(new CallQuery("narrow", Model: "claude-x"))).ShouldBe([other.Id]);
        (await IdsAsync(new CallQuery("narrow", Model: "gpt-5-mini-2026-01-01"))).ShouldBe([one.Id]);
        (await IdsAsync(new CallQuery("nobody's"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_list_is_narrowed_by_app_and_by_session()
    {
        var one = room.Intent("apps") with { App = new(Id.New(room.Time), "shop", "openai.responses", true, "s1") };
        var other = room.Intent("apps") with { App = new(Id.New(room.Time), "desk", "openai.responses", true, "s1") };
        await room.Calls.OpenAsync(one, Token);
        await room.Calls.OpenAsync(other, Token);

        (await IdsAsync(new CallQuery(App: "shop"))).ShouldBe([one.Id]);
        (await IdsAsync(new CallQuery(SessionId: "s1"))).ShouldBe([other.Id, one.Id], ignoreOrder: true);
        (await IdsAsync(new CallQuery(App: "shop", SessionId: "s2"))).ShouldBeEmpty();
        (await room.Calls.TotalAsync(LedgerFixture.Viewer, new CallQuery(App: "desk"), Token)).Value.Calls.ShouldBe(1);
        (await room.Calls.GetAsync(LedgerFixture.Reviewer, one.Id, Token)).Value.Call.KeyId.ShouldBe(one.App.KeyId);
    }

    [Fact]
    public async Task The_attempts_at_one_request_are_found_by_the_first()
    {
        var first = room.Intent("attempts");
        room.Time.Advance(TimeSpan.FromMinutes(1));
        var between = room.Intent("attempts");
        var second = room.Intent("attempts") with { FirstCallId = first.Id, Attempt = 2 };
        room.Time.Advance(TimeSpan.FromMinutes(1));
        var third = room.Intent("attempts") with { FirstCallId = first.Id, Attempt = 3 };
        foreach (var intent in new[] { first, between, second, third })
        {
            await room.Calls.OpenAsync(intent, Token);
        }

        var page = (await room.Calls.ListAsync(LedgerFixture.Viewer, new("attempts", FirstCallId: first.Id), new(2), Token)).Value;
        var rest = (await room.Calls.ListAsync(LedgerFixture.Viewer, new("attempts", FirstCallId: first.Id), new(2, page.Next), Token)).Value;

        page.Items.Select(call => call.Id).ShouldBe([third.Id, second.Id]);
        rest.Items.Select(call => call.FirstCallId).ShouldBe([first.Id]);
        rest.Next.ShouldBeNull();
        (await IdsAsync(new CallQuery("attempts", FirstCallId: between.Id))).ShouldBe([between.Id]);
        (await IdsAsync(new CallQuery("nobody's", FirstCallId: first.Id))).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_said_clearly()
    {
        var state = await room.Calls.ListAsync(LedgerFixture.Viewer, new CallQuery(State: "done"), PageRequest.First, Token);
        var cursor = await room.Calls.ListAsync(LedgerFixture.Viewer, new CallQuery(), new PageRequest(After: "7"), Token);
        var missing = await room.Calls.GetAsync(LedgerFixture.Reviewer, Id.New(room.Time), Token);

        state.Problem!.Message.ShouldBe("There is no state 'done'. The states are: open, answered, failed_transient, failed_semantic, cancelled, timed_out, unknown.");
        cursor.Problem!.Code.ShouldBe("ledger.bad-cursor");
        missing.Problem!.Code.ShouldBe("ledger.unknown-call");
    }

    [Fact]
    public async Task Who_may_not_read_does_not()
    {
        var run = Id.New(room.Time);

        (await room.Calls.ListAsync(Actor.Anonymous, new CallQuery(), PageRequest.First, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await room.Calls.TotalAsync(Actor.Anonymous, new CallQuery(), Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await room.Actions.ListAsync(Actor.Anonymous, run, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await room.Calls.GetAsync(LedgerFixture.Viewer, run, Token)).Problem!.Kind.ShouldBe(ProblemKind.Denied);
    }

    private async Task<IEnumerable<Guid>> IdsAsync(CallQuery query) =>
        (await room.Calls.ListAsync(LedgerFixture.Viewer, query, PageRequest.First, Token)).Value.Items.Select(row => row.Id);
}
