using Lanekeeper.Approvals;
using Lanekeeper.Project;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Deciding;

public sealed class DecideApprovalTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    [Fact]
    public async Task An_approval_says_who_when_and_what_and_wakes_the_run()
    {
        var asked = await room.AskAsync();
        room.Time.Advance(TimeSpan.FromMinutes(5));

        var decided = (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve, Words: "  Looks right.  "))).Value;

        decided.ShouldSatisfyAllConditions(
            approval => approval.State.ShouldBe(ApprovalState.Approved),
            approval => approval.DecidedBy.ShouldBe(Bo.Id),
            approval => approval.DecidedByName.ShouldBe(Bo.Name),
            approval => approval.DecidedAt.ShouldBe(room.Time.GetUtcNow()),
            approval => approval.Words.ShouldBe("Looks right."),
            approval => approval.ArgumentsDigest.ShouldBe(asked.Request.Action!.ArgumentsDigest),
            approval => approval.Changes.ShouldBeEmpty());
        (await room.NewsAsync(asked.Request.RunId)).ShouldBe([new(asked.Id, asked.Request.RunId, "reply")]);
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_and_keeps_it()
    {
        var asked = await room.AskAsync();

        var without = await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Reject, Words: "No."));
        var with = await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Reject, Reason: RejectReason.WrongTone, Words: "Too cold."));

        without.Problem!.Message.ShouldContain("WrongTone");
        with.Value.State.ShouldBe(ApprovalState.Rejected);
        with.Value.Reason.ShouldBe(RejectReason.WrongTone);
        (await room.GetAsync(asked.Id)).Words.ShouldBe("Too cold.");
    }

    [Fact]
    public async Task The_second_answer_is_told_who_gave_the_first_and_what_it_was()
    {
        var asked = await room.ApproveAsync();

        var second = await room.DecideAsync(Ana, new(asked.Id, ApprovalAnswer.Reject, Reason: RejectReason.Other));

        second.Problem!.Code.ShouldBe("approvals.already-decided");
        second.Problem.Message.ShouldBe($"bo@example.com already approved this at {room.Time.GetUtcNow():yyyy-MM-dd HH:mm} UTC.");
        (await room.NewsAsync(asked.Request.RunId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_eight_answers_at_once_one_is_kept()
    {
        var asked = await room.AskAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => room.DecideAsync(
            i % 2 == 0 ? Ana : Bo,
            i % 3 == 0 ? new(asked.Id, ApprovalAnswer.Reject, Reason: RejectReason.Other) : new(asked.Id, ApprovalAnswer.Approve))));

        var kept = answers.Single(answer => answer.Problem is null).Value;
        answers.Where(answer => answer.Problem is not null).ShouldAllBe(answer =>
            answer.Problem!.Code == "approvals.already-decided" && answer.Problem.Message.Contains(kept.DecidedByName!, StringComparison.Ordinal));
        (await room.NewsAsync(asked.Request.RunId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Neither_a_viewer_nor_a_stranger_nor_a_machine_decides()
    {
        var asked = await room.AskAsync();
        var yes = new DecideApproval(asked.Id, ApprovalAnswer.Approve);

        (await room.DecideAsync(Cy, yes)).Problem!.Code.ShouldBe("permissions.denied");
        (await room.DecideAsync(Actor.Anonymous, yes)).Problem!.Code.ShouldBe("permissions.not-signed-in");
        (await room.DecideAsync(Actor.System, yes)).Problem!.Code.ShouldBe("approvals.not-a-person");
        (await room.DecideAsync(new(ActorKind.Key, "k", "an app", Role.Admin), yes)).Problem!.Code.ShouldBe("approvals.not-a-person");
        (await room.GetAsync(asked.Id)).State.ShouldBe(ApprovalState.Pending);
    }

    [Fact]
    public async Task Where_a_group_is_named_only_its_members_and_admins_decide()
    {
        var terms = new ApprovalTerms(TimeSpan.FromDays(1), ExpiryOutcome.Reject, "finance");
        var reviewer = Bo with { Name = "dee@example.com" };
        var asked = await room.AskAsync(room.Reply() with { Terms = terms, Deciders = ["BO@example.com"] });
        var unknown = await room.AskAsync(room.Reply() with { Terms = terms });
        var person = await room.AskAsync(room.Reply() with { Terms = terms with { Group = "dee@example.com" } });

        (await room.DecideAsync(reviewer, new(asked.Id, ApprovalAnswer.Approve))).Problem!.Message.ShouldContain("finance");
        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve))).Problem.ShouldBeNull();
        (await room.DecideAsync(Bo, new(unknown.Id, ApprovalAnswer.Approve))).Problem!.Code.ShouldBe("approvals.not-asked");
        (await room.DecideAsync(Ana, new(unknown.Id, ApprovalAnswer.Approve))).Problem.ShouldBeNull();
        (await room.DecideAsync(reviewer, new(person.Id, ApprovalAnswer.Approve))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task With_separate_duties_whoever_started_the_run_does_not_decide_it()
    {
        var asked = await room.AskAsync(room.Reply() with { SeparationOfDuties = true, StartedBy = "Bo@example.com" });
        var admins = await room.AskAsync(room.Reply() with { SeparationOfDuties = true, StartedBy = Ana.Id });

        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve))).Problem!.Code.ShouldBe("approvals.own-run");
        (await room.DecideAsync(Ana, new(admins.Id, ApprovalAnswer.Approve))).Problem!.Code.ShouldBe("approvals.own-run");
        (await room.DecideAsync(Ana, new(asked.Id, ApprovalAnswer.Approve))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Without_separate_duties_a_lone_newcomer_can_decide() =>
        (await room.ApproveAsync(room.Reply() with { StartedBy = Bo.Name })).State.ShouldBe(ApprovalState.Approved);

    [Fact]
    public async Task An_answer_that_makes_no_sense_is_refused_and_changes_nothing()
    {
        var asked = await room.AskAsync();
        DecideApproval[] wrong =
        [
            new(asked.Id, (ApprovalAnswer)7),
            new(asked.Id, ApprovalAnswer.Approve, Words: new string('x', 2001)),
            new(asked.Id, ApprovalAnswer.Approve, Words: "a\u0000b"),
            new(asked.Id, ApprovalAnswer.Approve, Words: "\ud800"),
            new(asked.Id, ApprovalAnswer.Approve, Reason: RejectReason.Other),
            new(asked.Id, ApprovalAnswer.Reject, Reason: (RejectReason)99),
            new(asked.Id, ApprovalAnswer.Reject, Json("{}"), RejectReason.Other),
        ];

        foreach (var decision in wrong)
        {
            (await room.DecideAsync(Bo, decision)).Problem?.Code.ShouldBe("approvals.invalid-decision");
        }

        (await room.DecideAsync(Bo, new(Guid.Empty, ApprovalAnswer.Approve))).Problem!.Kind.ShouldBe(ProblemKind.NotFound);
        (await room.GetAsync(asked.Id)).State.ShouldBe(ApprovalState.Pending);
    }

    [Fact]
    public async Task A_question_is_answered_with_yes_or_no_and_has_nothing_to_edit()
    {
        var asked = await room.AskAsync(room.Question());

        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve, Json("{}")))).Problem!.Code.ShouldBe("approvals.nothing-to-edit");
        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve))).Value.Arguments.ShouldBeNull();
        (await room.NewsAsync(asked.Request.RunId)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_woken_by_a_handoff_that_is_done()
    {
        var asked = await room.AskAsync(room.Question() with { Kind = ApprovalKind.Handoff });

        (await room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve))).Value.State.ShouldBe(ApprovalState.Approved);

        (await room.NewsAsync(asked.Request.RunId)).ShouldBeEmpty();
    }
}
