using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Permissions;
using static Lanekeeper.Rooms.Tests.Approvals.ApprovalsFixture;

namespace Lanekeeper.Rooms.Tests.Approvals.Deciding;

public sealed class EditArgumentsTests(ApprovalsFixture room) : IClassFixture<ApprovalsFixture>
{
    [Fact]
    public async Task What_the_reviewer_wrote_is_bound_instead_and_the_difference_kept()
    {
        var asked = await room.AskAsync();
        var wanted = Json("""{"to":"eve@example.com","subject":"Re: your parcel","a/b~c":[1]}""");

        var edited = (await EditAsync(asked, wanted)).Value;

        edited.ArgumentsDigest.ShouldBe(CanonicalJson.Digest(wanted));
        CanonicalJson.Digest(edited.Arguments!.Value).ShouldBe(edited.ArgumentsDigest);
        Say(edited.Changes).ShouldBe(["/subject: \"Re: late\" -> \"Re: your parcel\"", "/amount: 40 -> ", "/a~1b~0c:  -> [1]"]);
        edited.Request.Action!.Arguments.GetProperty("subject").GetString().ShouldBe("Re: late", "what was proposed is kept");
        (await room.Approvals.UseAsync(edited.Id, asked.ArgumentsDigest!, CancellationToken.None)).Problem!.Code.ShouldBe("approvals.other-arguments");
        (await room.Approvals.UseAsync(edited.Id, edited.ArgumentsDigest!, CancellationToken.None)).Value.UsedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task The_words_for_what_will_happen_follow_the_edit()
    {
        var asked = await room.AskAsync();
        var other = (await EditAsync(await room.AskAsync(), Json("""{"to":"fay@example.com"}"""))).Value;

        asked.Summary.ShouldBe("Send an e-mail to eve@example.com.");
        other.Summary.ShouldBe("Send an e-mail to fay@example.com.");
        other.Request.Summary.ShouldBe("Send an e-mail to eve@example.com.");
        (await room.GetAsync(other.Id)).Summary.ShouldBe(other.Summary);
    }

    [Fact]
    public async Task Another_spelling_of_the_same_arguments_is_no_edit()
    {
        var asked = await room.AskAsync();

        var decided = (await EditAsync(asked, Json("""{ "amount": 40.0, "subject":"Re: late", "to":"eve@example.com" }"""))).Value;

        decided.Changes.ShouldBeEmpty();
        decided.Arguments!.Value.GetRawText().ShouldBe(asked.Arguments!.Value.GetRawText());
    }

    [Theory]
    [InlineData("""{"subject":"no recipient"}""")]
    [InlineData("""{"to":"not an address"}""")]
    [InlineData("""{"to":"eve@example.com","amount":"forty"}""")]
    [InlineData("""["to"]""")]
    [InlineData("""{"to":"eve@example.com","to":"mallory@example.com"}""")]
    [InlineData("""{"to":"eve@example.com","subject":"\ud800"}""")]
    public async Task An_edit_that_does_not_fit_is_refused_and_the_card_stays_open(string arguments)
    {
        var asked = await room.AskAsync();

        var answer = await EditAsync(asked, Json(arguments));

        answer.Problem!.Code.ShouldBe("approvals.invalid-edit");
        answer.Problem.Details.ShouldNotBeEmpty();
        (await room.GetAsync(asked.Id)).State.ShouldBe(ApprovalState.Pending);
    }

    [Fact]
    public async Task Arguments_are_bounded_in_size_and_depth()
    {
        var asked = await room.AskAsync();
        var large = JsonSerializer.SerializeToElement(new { to = "eve@example.com", subject = new string('x', 256 * 1024) });
        using var deep = JsonDocument.Parse($$"""{"to":"eve@example.com","x":{{new string('[', 200)}}{{new string(']', 200)}}}""", new() { MaxDepth = 300 });

        (await EditAsync(asked, large)).Problem!.Code.ShouldBe("approvals.invalid-edit");
        (await EditAsync(asked, deep.RootElement)).Problem!.Code.ShouldBe("approvals.invalid-edit");
    }

    [Fact]
    public async Task An_edit_that_a_rule_forbids_is_refused_with_the_rules_name()
    {
        var asked = await room.AskAsync();

        var answer = await EditAsync(asked, Json("""{"to":"eve@example.com","amount":250}"""));

        answer.Problem!.Code.ShouldBe("approvals.edit-forbidden");
        answer.Problem.Message.ShouldContain("'small amounts'");
        answer.Problem.Details.ShouldBe(["rule:small amounts"]);
        (await EditAsync(asked, Json("""{"to":"eve@example.com","amount":99}"""))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_recipient_that_the_reviewer_wrote_is_trusted()
    {
        var proposal = room.Reply();
        var untrusted = proposal.Action!.Request with { Ceiling = Ceiling.Execute, UntrustedDecisiveArguments = ["to"] };
        var asked = await room.AskAsync(proposal with { Action = proposal.Action with { Request = untrusted, Decision = Ladder.Decide(untrusted) } });

        var edited = await EditAsync(asked, Json("""{"to":"fay@example.com"}"""));

        asked.Request.Action!.Decision.Rule.ShouldBe("trust");
        edited.Value.State.ShouldBe(ApprovalState.Approved);
    }

    private Task<Result<Approval>> EditAsync(Approval asked, JsonElement arguments) =>
        room.DecideAsync(Bo, new(asked.Id, ApprovalAnswer.Approve, arguments));

    private static IEnumerable<string> Say(IEnumerable<ArgumentChange> changes) =>
        changes.Select(change => $"{change.Path}: {change.Before?.GetRawText()} -> {change.After?.GetRawText()}");
}
