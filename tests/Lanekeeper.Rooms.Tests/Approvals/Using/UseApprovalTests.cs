using Lanekeeper.Approvals;
using Lanekeeper.Permissions;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Using;

public sealed class UseApprovalTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    [Fact]
    public async Task An_approval_is_used_once()
    {
        var approved = await room.ApproveAsync();

        var first = await UseAsync(approved);
        var second = await UseAsync(approved);

        first.Value.UsedAt.ShouldBe(room.Time.GetUtcNow());
        second.Problem!.Code.ShouldBe("approvals.already-used");
    }

    [Fact]
    public async Task Of_eight_uses_at_once_one_goes_through()
    {
        var approved = await room.ApproveAsync();

        var uses = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => UseAsync(approved)));

        uses.Count(use => use.Problem is null).ShouldBe(1);
    }

    [Fact]
    public async Task It_is_for_exactly_the_arguments_that_were_approved()
    {
        var approved = await room.ApproveAsync();
        var other = CanonicalJson.Digest(Json("""{"to":"mallory@example.com"}"""));

        (await room.Approvals.UseAsync(approved.Id, other, CancellationToken.None)).Problem!.Code.ShouldBe("approvals.other-arguments");

        (await UseAsync(approved)).Problem.ShouldBeNull("a wrong try does not use it up");
    }

    [Fact]
    public async Task What_is_not_approved_is_not_used()
    {
        var open = await room.AskAsync();
        var rejected = (await room.DecideAsync(Bo, new((await room.AskAsync()).Id, ApprovalAnswer.Reject, Reason: RejectReason.Duplicate))).Value;

        (await UseAsync(open)).Problem!.Code.ShouldBe("approvals.not-approved");
        (await UseAsync(rejected)).Problem!.Code.ShouldBe("approvals.not-approved");
        (await room.Approvals.UseAsync(Guid.Empty, open.ArgumentsDigest!, CancellationToken.None)).Problem!.Code.ShouldBe("approvals.not-found");
    }

    [Fact]
    public async Task A_recommendation_that_a_person_took_up_is_still_not_executed()
    {
        var proposal = room.Reply();
        var held = proposal.Action!.Request with { Ceiling = Ceiling.Recommend };
        var taken = await room.ApproveAsync(proposal with
        {
            Kind = ApprovalKind.Recommendation,
            Action = proposal.Action with { Request = held, Decision = Ladder.Decide(held) },
        });

        (await UseAsync(taken)).Problem!.Code.ShouldBe("approvals.not-approved");
    }

    [Fact]
    public async Task The_cards_of_a_cancelled_run_are_withdrawn_and_decided_ones_stay()
    {
        var proposal = room.Reply();
        var done = await room.ApproveAsync(proposal);
        var open = await room.AskAsync(proposal with { StepId = "second" });

        (await room.Approvals.WithdrawAsync(proposal.RunId, "The run was cancelled\u0000.", CancellationToken.None)).Problem.ShouldBeNull();

        (await room.GetAsync(open.Id)).State.ShouldBe(ApprovalState.Withdrawn);
        (await room.GetAsync(done.Id)).State.ShouldBe(ApprovalState.Approved);
        (await room.DecideAsync(Bo, new(open.Id, ApprovalAnswer.Approve))).Problem!.Message.ShouldContain("The run was cancelled");
    }

    private Task<Result<Approval>> UseAsync(Approval approval) => room.Approvals.UseAsync(approval.Id, approval.ArgumentsDigest!, CancellationToken.None);
}
