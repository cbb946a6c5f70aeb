using Lanekeeper.Approvals;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Queueing;

public sealed class QueueTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    private static readonly ApprovalTerms Finance = new(TimeSpan.FromDays(1), ExpiryOutcome.Reject, "finance");

    [Fact]
    public async Task The_riskiest_come_first_and_then_the_oldest_page_by_page()
    {
        var question = await AskAsync("order", room.Question());
        var early = await AskAsync("order", room.Reply());
        var late = await AskAsync("order", room.Reply());
        var refund = await AskAsync("order", Destructive());
        Guid[] expected = [refund.Id, early.Id, late.Id, question.Id];

        (await IdsAsync(Bo, new(Workflow: "order"), 50)).ShouldBe(expected);
        (await IdsAsync(Bo, new(Workflow: "order"), 1)).ShouldBe(expected);
        (await IdsAsync(Bo, new(Workflow: "order", Kind: ApprovalKind.Question), 2)).ShouldBe([question.Id]);
        (await IdsAsync(Bo, new(Workflow: "order", Tool: "send_reply"), 2)).ShouldBe([refund.Id, early.Id, late.Id]);
        (await IdsAsync(Bo, new(Workflow: "no\0ne"), 2)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_shows_what_will_happen_on_one_line_whatever_the_text()
    {
        var asked = await AskAsync("line", room.Reply() with { Title = "Where\nis\u0000 it?", Summary = "Send\n an e-mail   to \u202eeve\ud800" });

        var row = (await QueueAsync(Bo, new(Workflow: "line"))).Rows.Single();

        (row.Id, row.Tool, row.Effect, row.State).ShouldBe((asked.Id, "send_reply", Effect.Write, ApprovalState.Pending));
        row.Title.ShouldBe("Where is\ufffd it?");
        row.Summary.ShouldBe("Send an e-mail to \u202eeve\ufffd");
    }

    [Fact]
    public async Task Mine_is_what_I_may_decide_and_groups_is_what_mine_are_asked()
    {
        var free = await AskAsync("views", room.Reply() with { StartedBy = "someone@example.com" });
        var finance = await AskAsync("views", room.Reply() with { Terms = Finance, Deciders = ["BO@Example.com"] });
        var others = await AskAsync("views", room.Reply() with { Terms = Finance, Deciders = ["dee@example.com"] });
        var named = await AskAsync("views", room.Reply() with { Terms = Finance with { Group = "Bo@example.com" } });
        var own = await AskAsync("views", room.Reply() with { SeparationOfDuties = true, StartedBy = "BO@example.com" });

        (await IdsAsync(Bo, new(InboxView.Mine, "views"), 50)).ShouldBe([free.Id, finance.Id, named.Id]);
        (await IdsAsync(Bo, new(InboxView.Groups, "views"), 50)).ShouldBe([finance.Id, named.Id]);
        (await IdsAsync(Bo, new(InboxView.All, "views"), 50)).ShouldBe([free.Id, finance.Id, others.Id, named.Id, own.Id]);
        (await IdsAsync(Ana, new(InboxView.Mine, "views"), 50)).Count.ShouldBe(5);
        foreach (var id in await IdsAsync(Bo, new(InboxView.All, "views"), 50))
        {
            var mayNot = (await OpenAsync(Bo, id, new())).MayNot;
            (mayNot is null).ShouldBe(id != others.Id && id != own.Id);
        }
    }

    [Fact]
    public async Task Counts_stop_where_nobody_counts_further_and_name_the_workflows()
    {
        await AskAsync("counted-b", room.Reply());
        await AskAsync("counted-a", room.Reply() with { Terms = Finance, Deciders = ["someone@example.com"] });

        var counts = (await room.Inbox.CountAsync(Bo, CancellationToken.None)).Value;

        counts.All.ShouldBeGreaterThan(counts.Mine);
        counts.Workflows.ShouldBe(counts.Workflows.Order(StringComparer.Ordinal));
        counts.Workflows.ShouldContain("counted-a");
        (await room.Inbox.CountAsync(Actor.Anonymous, CancellationToken.None)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    [Fact]
    public async Task A_card_knows_its_neighbours_even_when_it_is_decided()
    {
        var cards = new List<Approval>();
        for (var i = 0; i < 3; i++)
        {
            cards.Add(await AskAsync("neighbours", room.Reply()));
        }

        var query = new InboxQuery(Workflow: "neighbours");
        var middle = await OpenAsync(Bo, cards[1].Id, query);
        (middle.Previous, middle.Next, middle.Alike).ShouldBe((cards[0].Id, cards[2].Id, 2));

        await room.DecideAsync(Bo, new(cards[1].Id, ApprovalAnswer.Approve, TakeBackWithin: TimeSpan.FromSeconds(5)));
        var decided = await OpenAsync(Bo, cards[1].Id, query);
        (decided.Previous, decided.Next, decided.MayTakeBack).ShouldBe((cards[0].Id, cards[2].Id, true));
        decided.MayNot!.Code.ShouldBe("approvals.already-decided");
        (await OpenAsync(Ana, cards[1].Id, query)).MayTakeBack.ShouldBeFalse();

        await room.Approvals.TakeBackAsync(Bo, cards[1].Id, CancellationToken.None);
        (await OpenAsync(Ana, cards[1].Id, query)).TakenBack.Single().DecidedByName.ShouldBe(Bo.Name);
    }

    [Theory]
    [InlineData("\u212Aim@example.com", "kim@example.com")]
    [InlineData("\u00C5sa@example.com", "\u00E5sa@example.com")]
    public async Task Who_only_resembles_somebody_that_is_asked_is_not_asked(string resembling, string asked)
    {
        var card = await AskAsync($"resembling {asked}", room.Reply() with { Terms = Finance, Deciders = [asked] });
        var other = Bo with { Name = resembling };

        (await IdsAsync(other, new(InboxView.Mine, $"resembling {asked}"), 50)).ShouldBeEmpty();
        (await IdsAsync(other, new(InboxView.Groups, $"resembling {asked}"), 50)).ShouldBeEmpty();
        (await room.DecideAsync(other, new(card.Id, ApprovalAnswer.Approve))).Problem!.Code.ShouldBe("approvals.not-asked");
        (await IdsAsync(Bo with { Name = asked }, new(InboxView.Mine, $"resembling {asked}"), 50)).ShouldBe([card.Id]);
    }

    [Fact]
    public async Task The_list_keeps_the_open_card_in_view_and_tells_which_shown_cards_were_closed()
    {
        var cards = new List<Approval>();
        for (var i = 0; i < 9; i++)
        {
            cards.Add(await AskAsync("window", room.Reply()));
        }

        await room.DecideAsync(Ana, new(cards[0].Id, ApprovalAnswer.Approve));
        var queue = (await room.Inbox.QueueAsync(Bo, new(Workflow: "window"), new(4, null, cards[6].Id, [cards[0].Id, cards[1].Id]), CancellationToken.None)).Value;

        queue.Rows.Select(row => row.Id).ShouldContain(cards[6].Id);
        queue.Rows.Count.ShouldBe(4);
        queue.Closed.Select(row => (row.Id, row.State, row.DecidedByName)).ShouldBe([(cards[0].Id, ApprovalState.Approved, Ana.Name)]);
        (await room.Inbox.QueueAsync(Bo, new(), new(After: "9-x"), CancellationToken.None)).Problem!.Code.ShouldBe("approvals.invalid-cursor");
    }

    [Fact]
    public async Task Cards_alike_are_decided_together_each_by_itself_and_taken_back_together()
    {
        var first = await AskAsync("batch", room.Reply());
        var second = await AskAsync("batch", room.Reply());
        var foreign = await AskAsync("batch", room.Reply() with { Terms = Finance, Deciders = ["dee@example.com"] });
        await AskAsync("batch", room.Question());
        (await room.Inbox.AlikeAsync(Bo, first.Id, CancellationToken.None)).Value.Rows.Select(row => row.Id).ShouldBe([first.Id, second.Id]);

        var decision = new DecideAll([first.Id, second.Id, foreign.Id, Guid.Empty, first.Id], ApprovalAnswer.Reject, RejectReason.Duplicate, "twice", TimeSpan.FromSeconds(5));
        var decided = (await room.Inbox.DecideAllAsync(Bo, decision, CancellationToken.None)).Value.Cards;
        var back = (await room.Inbox.TakeBackAllAsync(Bo, [first.Id, foreign.Id], CancellationToken.None)).Value.Cards;

        decided.Select(card => card.Problem?.Code).ShouldBe([null, null, "approvals.not-asked", "approvals.not-found"]);
        decided[1].Approval!.Reason.ShouldBe(RejectReason.Duplicate);
        back.Select(card => card.Problem?.Code).ShouldBe([null, "approvals.nothing-to-take-back"]);
        (await room.Inbox.DecideAllAsync(Bo, decision with { Reason = null }, CancellationToken.None)).Problem!.Code.ShouldBe("approvals.invalid-decision");
        (await room.Inbox.DecideAllAsync(Bo, decision with { Ids = [.. Enumerable.Range(0, 51).Select(_ => Guid.NewGuid())] }, CancellationToken.None))
            .Problem!.Code.ShouldBe("approvals.invalid-batch");
        (await room.Inbox.DecideAllAsync(Cy, decision, CancellationToken.None)).Problem!.Code.ShouldBe("permissions.denied");
    }

    [Fact]
    public async Task Two_who_look_at_one_card_see_each_other_for_a_while()
    {
        var asked = await AskAsync("looking", room.Reply());

        (await LookAsync(Ana, asked.Id)).Others.ShouldBeEmpty();
        (await LookAsync(Bo, asked.Id)).Others.ShouldBe([Ana.Name]);
        (await OpenAsync(Ana, asked.Id, new())).Looking.ShouldBe([Bo.Name]);
        (await QueueAsync(Cy, new(InboxView.All, "looking"))).Rows.Single().Looking.ShouldBe([Ana.Name, Bo.Name]);

        room.Time.Advance(TimeSpan.FromSeconds(10));
        await LookAsync(Ana, asked.Id);
        room.Time.Advance(TimeSpan.FromSeconds(6));
        (await QueueAsync(Cy, new(InboxView.All, "looking"))).Rows.Single().Looking.ShouldBe([Ana.Name]);
        (await room.Inbox.LookAsync(Bo, Guid.Empty, CancellationToken.None)).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
    }

    private RequestApproval Destructive()
    {
        var reply = room.Reply();
        var action = reply.Action! with { Effect = Effect.Destructive, Request = reply.Action.Request with { Effect = Effect.Destructive } };
        return reply with { Action = action with { Decision = Ladder.Decide(action.Request) } };
    }

    private Task<Approval> AskAsync(string workflow, RequestApproval request)
    {
        room.Time.Advance(TimeSpan.FromSeconds(1));
        return room.AskAsync(request with { Workflow = workflow, RunId = Id.New(room.Time) });
    }

    private async Task<InboxQueue> QueueAsync(Actor actor, InboxQuery query) =>
        (await room.Inbox.QueueAsync(actor, query, InboxWindow.First, CancellationToken.None)).Value;

    private async Task<InboxCard> OpenAsync(Actor actor, Guid id, InboxQuery query) => (await room.Inbox.OpenAsync(actor, id, query, CancellationToken.None)).Value;

    private async Task<Looking> LookAsync(Actor actor, Guid id) => (await room.Inbox.LookAsync(actor, id, CancellationToken.None)).Value;

    private async Task<IReadOnlyList<Guid>> IdsAsync(Actor actor, InboxQuery query, int size)
    {
        var ids = new List<Guid>();
        string? after = null;
        do
        {
            var page = (await room.Inbox.QueueAsync(actor, query, new(size, after), CancellationToken.None)).Value;
            ids.AddRange(page.Rows.Select(row => row.Id));
            after = page.Next;
        }
        while (after is not null);

        return ids;
    }
}
