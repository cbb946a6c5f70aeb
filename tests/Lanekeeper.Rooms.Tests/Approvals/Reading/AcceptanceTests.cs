using Lanekeeper.Approvals;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Reading;

public sealed class AcceptanceTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    [Fact]
    public async Task What_people_made_of_the_proposals_is_counted_by_workflow_and_day()
    {
        var since = room.Time.GetUtcNow();
        var other = room.Reply() with { Workflow = "other" };
        await room.ApproveAsync();
        await room.ApproveAsync(other);
        await room.ApproveAsync(room.Question());
        await room.DecideAsync(Bo, new((await room.AskAsync()).Id, ApprovalAnswer.Approve, Json("""{"to":"zoe@example.com"}""")));
        await room.DecideAsync(Bo, new((await room.AskAsync()).Id, ApprovalAnswer.Approve, TakeBackWithin: TimeSpan.FromSeconds(5)));
        await room.AskAsync();
        room.Time.Advance(TimeSpan.FromDays(2));
        await room.Expire.RunAsync(CancellationToken.None);
        await room.DecideAsync(Bo, new((await room.AskAsync()).Id, ApprovalAnswer.Reject, Reason: RejectReason.Other));

        var all = (await room.Approvals.AcceptanceAsync(Cy, null, since, CancellationToken.None)).Value.Workflows;
        var support = all.Single(workflow => workflow.Workflow == "support");

        all.Select(workflow => workflow.Workflow).ShouldBe(["other", "support"]);
        support.Total.ShouldBe(new(Unedited: 1, Edited: 1, Rejected: 1, Expired: 1));
        support.Days.Select(day => day.Counts).ShouldBe([new(1, 1, 0, 0), new(0, 0, 1, 1)]);
        (await room.Approvals.AcceptanceAsync(Cy, "other", since, CancellationToken.None)).Value.Workflows.Single().Total.ShouldBe(new(1, 0, 0, 0));
        (await room.Approvals.AcceptanceAsync(Cy, null, room.Time.GetUtcNow().AddDays(1), CancellationToken.None)).Value.Workflows.ShouldBeEmpty();
        (await room.Approvals.AcceptanceAsync(Actor.Anonymous, null, since, CancellationToken.None)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }
}
