using Lanekeeper.Approvals;
using Lanekeeper.Permissions;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Requesting;

public sealed class RequestApprovalTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    [Fact]
    public async Task A_card_shows_all_that_was_asked_as_it_was()
    {
        var request = room.Reply("""{"to":"eve@example.com","amount":10.00,"big":12345678901234567890123,"nul":"a\u0000b","huge":1e400}""");

        var card = await room.GetAsync((await room.AskAsync(request)).Id);

        card.State.ShouldBe(ApprovalState.Pending);
        card.RequestedAt.ShouldBe(room.Time.GetUtcNow());
        card.ExpiresAt.ShouldBe(room.Time.GetUtcNow() + TimeSpan.FromDays(2));
        card.Arguments!.Value.GetRawText().ShouldBe(request.Action!.Arguments.GetRawText());
        CanonicalJson.Digest(card.Arguments.Value).ShouldBe(request.Action.ArgumentsDigest);
        card.Request.Evidence.Input.GetProperty("body").GetString().ShouldBe(request.Evidence.Input.GetProperty("body").GetString());
        card.Request.Evidence.Passages.ShouldBe(request.Evidence.Passages);
        card.Request.Action!.Request.Ceiling.ShouldBe(Ceiling.ExecuteWithApproval);
        card.Request.Action.Rules.ShouldBe(request.Action.Rules);
        card.Request.Terms.ShouldBe(request.Terms);
    }

    [Fact]
    public async Task Asking_again_gives_the_card_that_is_there_also_when_it_is_decided()
    {
        var request = room.Reply();
        var cards = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.AskAsync(request)));
        var decided = await room.ApproveAsync(request);

        cards.Select(card => card.Id).Distinct().Single().ShouldBe(decided.Id);
        (await room.AskAsync(request)).State.ShouldBe(ApprovalState.Approved);
    }

    [Fact]
    public async Task A_long_subject_line_is_cut_and_does_not_stop_the_run()
    {
        var card = await room.AskAsync(room.Reply() with { Title = $"\u001b[31m{new string('x', 100_000)}", Summary = new string('y', 100_000) });

        card.Request.Title.Length.ShouldBeLessThanOrEqualTo(500);
        card.Request.Title.ShouldNotContain('\u001b');
        card.Request.Summary.Length.ShouldBeLessThanOrEqualTo(10_000);
    }

    [Fact]
    public async Task What_a_person_cannot_answer_for_is_not_put_before_them()
    {
        var reply = room.Reply();
        var action = reply.Action!;
        var never = action.Request with { IsNever = true };
        RequestApproval[] wrong =
        [
            reply with { Action = null },
            room.Question() with { Action = action },
            reply with { StepId = "" },
            reply with { Workflow = "a\nb" },
            reply with { Terms = reply.Terms with { Expires = TimeSpan.Zero } },
            reply with { Terms = reply.Terms with { Expires = TimeSpan.FromDays(4000) } },
            reply with { Evidence = reply.Evidence with { Scope = default } },
            reply with { Action = action with { Arguments = Json("[]") } },
            reply with { Action = action with { Arguments = Json("""{"to":"mallory@example.com"}""") } },
            reply with { Action = action with { Tool = "refund" } },
            reply with { Action = action with { Request = never } },
            reply with { Action = action with { Request = never, Decision = Ladder.Decide(never) } },
        ];

        foreach (var request in wrong)
        {
            (await room.Approvals.RequestAsync(request, CancellationToken.None)).Problem?.Code.ShouldBe("approvals.invalid-request");
        }
    }
}
