using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Project;
using Lanekeeper.Testing;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Reading;

public sealed class ListApprovalsTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    [Fact]
    public async Task Open_cards_come_oldest_first_and_all_others_newest_first_page_by_page()
    {
        var asked = await AskAsync("paging", 5);

        (await PagesAsync(new(ApprovalState.Pending, "paging"))).ShouldBe(asked);
        (await PagesAsync(new(Workflow: "paging"))).ShouldBe(asked.Reverse());
    }

    [Fact]
    public async Task The_filters_narrow_the_list()
    {
        var asked = await room.AskAsync(room.Reply() with { Workflow = "filtered", Terms = ApprovalTerms.Default with { Group = "finance" } });
        await room.ApproveAsync(room.Reply() with { Workflow = "filtered" });
        await room.AskAsync(room.Question() with { Workflow = "filtered" });

        (await PagesAsync(new(Workflow: "filtered"))).Count.ShouldBe(3);
        (await PagesAsync(new(Workflow: "filtered", State: ApprovalState.Approved))).Count.ShouldBe(1);
        (await PagesAsync(new(Workflow: "filtered", Kind: ApprovalKind.Question))).Count.ShouldBe(1);
        (await PagesAsync(new(Workflow: "filtered", Group: "finance"))).ShouldBe([asked.Id]);
        (await PagesAsync(new(RunId: asked.Request.RunId))).ShouldBe([asked.Id]);
        (await PagesAsync(new(Workflow: "' or true --"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_viewer_sees_and_counts_and_a_stranger_does_not()
    {
        var asked = await room.AskAsync();

        (await room.Approvals.GetAsync(Cy, asked.Id, CancellationToken.None)).Value.Id.ShouldBe(asked.Id);
        (await room.Approvals.CountAsync(Cy, CancellationToken.None)).Value.Pending.ShouldBePositive();
        (await room.Approvals.GetAsync(Cy, Guid.Empty, CancellationToken.None)).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        (await room.Approvals.GetAsync(Actor.Anonymous, asked.Id, CancellationToken.None)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await room.Approvals.ListAsync(Actor.Anonymous, new(), PageRequest.First, CancellationToken.None)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
        (await room.Approvals.CountAsync(Actor.Anonymous, CancellationToken.None)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    [Fact]
    public async Task A_viewer_sees_what_is_asked_and_decided_and_no_message_evidence_or_argument()
    {
        var asked = await room.AskAsync();
        var edited = ApprovalsFixture.Json("""{"to":"mallory@example.com","subject":"Re: late","amount":41}""");
        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve, edited))).Problem.ShouldBeNull();
        var waiting = await room.AskAsync();

        var card = (await room.Approvals.GetAsync(Cy, asked.Id, CancellationToken.None)).Value;
        object[] seen =
        [
            card,
            (await room.Approvals.ListAsync(Cy, new(), new(500), CancellationToken.None)).Value,
            (await room.Inbox.OpenAsync(Cy, waiting.Id, new(InboxView.All), CancellationToken.None)).Value,
            (await room.Inbox.QueueAsync(Cy, new(InboxView.All), new(500, Shown: [asked.Id]), CancellationToken.None)).Value,
            (await room.Inbox.AlikeAsync(Cy, waiting.Id, CancellationToken.None)).Value,
        ];

        card.IsWithheld.ShouldBeTrue();
        (card.State, card.DecidedByName, card.Request.Title, card.Summary).ShouldBe((ApprovalState.Approved, Bo.Name, "Where is my parcel?", "Use send_reply"));
        card.Changes.Select(change => change.Path).ShouldBe(["/amount", "/to"], ignoreOrder: true);
        card.Request.Action!.Decision.ShouldBe(asked.Request.Action!.Decision);
        foreach (var text in seen.Select(one => JsonSerializer.Serialize(one, one.GetType())))
        {
            text.ShouldContain("send_reply");
            foreach (var content in new[] { "eve@", "mallory@", "Re: late", "Where\\", "We answer", "The parcel is late" })
            {
                text.ShouldNotContain(content);
            }
        }

        (await room.Approvals.GetAsync(Bo, asked.Id, CancellationToken.None)).Value.ShouldSatisfyAllConditions(
            whole => whole.IsWithheld.ShouldBeFalse(),
            whole => whole.Arguments!.Value.GetRawText().ShouldContain("mallory@"));
    }

    [Fact]
    public async Task A_cursor_from_elsewhere_is_refused() =>
        (await room.Approvals.ListAsync(Cy, new(), new(After: "yesterday"), CancellationToken.None)).Problem!.Code.ShouldBe("approvals.invalid-cursor");

    [Fact]
    public async Task Every_statement_is_one_that_Postgres_accepts() =>
        (await SqlCheck.PrepareAllAsync(room.Database, typeof(IApprovals).Assembly, TestContext.Current.CancellationToken)).Count.ShouldBeGreaterThan(8);

    private async Task<IReadOnlyList<Guid>> AskAsync(string workflow, int count)
    {
        var ids = new List<Guid>();
        for (var i = 0; i < count; i++)
        {
            room.Time.Advance(TimeSpan.FromSeconds(1));
            ids.Add((await room.AskAsync(room.Reply() with { Workflow = workflow })).Id);
        }

        return ids;
    }

    private async Task<IReadOnlyList<Guid>> PagesAsync(ApprovalQuery query)
    {
        var ids = new List<Guid>();
        string? after = null;
        do
        {
            var page = (await room.Approvals.ListAsync(Cy, query, new(2, after), CancellationToken.None)).Value;
            page.Items.Count.ShouldBeLessThanOrEqualTo(2);
            ids.AddRange(page.Items.Select(card => card.Id));
            after = page.Next;
        }
        while (after is not null);

        return ids;
    }
}
