using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Tools;

namespace Lanekeeper.Rooms.Tests.Tools.Invoking;

public sealed class DecidedCallTests(ToolsFixture room) : IClassFixture<ToolsFixture>
{
    /// <summary>The ladder as people know it: a row per effect, and of each what becomes of the call under read, draft, recommend, execute_with_approval, execute.</summary>
    public static TheoryData<Effect, string> Ladder => new()
    {
        { Effect.Draft, "no yes yes yes yes" },
        { Effect.Notify, "no no yes yes yes" },
        { Effect.Write, "no no tell ask yes" },
        { Effect.Destructive, "no no tell ask ask" },
    };

    [Theory]
    [MemberData(nameof(Ladder))]
    public async Task Each_verdict_leads_to_its_outcome_and_its_record(Effect effect, string expected)
    {
        var words = expected.Split(' ');
        foreach (var ceiling in Enum.GetValues<Ceiling>())
        {
            var call = ToolsFixture.With(room.Call(ceiling: ceiling), tool => tool with { Effect = effect });

            var outcome = await room.OutcomeAsync(call);

            var row = (await room.RowsAsync(call)).ShouldHaveSingleItem();
            row.Effect.ShouldBe(effect);
            row.ArgumentsDigest.ShouldBe(CanonicalJson.Digest(call.Arguments));
            row.Explanation.ShouldBe(outcome.Decision.Explanation);
            var card = outcome.ApprovalId is { } id ? (await room.Approvals.GetAsync(Actor.System, id, CancellationToken.None)).Value : null;
            (outcome.State, row.Verdict, row.State, card?.Request.Kind, room.IsInOutbox(outcome.ActionId)).ShouldBe(words[(int)ceiling] switch
            {
                "yes" => (ToolState.Executed, Verdict.Allow, ActionState.Executed, null, true),
                "ask" => (ToolState.Held, Verdict.Approve, null, ApprovalKind.Action, false),
                "tell" => (ToolState.Recommended, Verdict.Recommend, null, ApprovalKind.Recommendation, false),
                _ => (ToolState.Denied, Verdict.Deny, (ActionState?)null, (ApprovalKind?)null, false),
            });
        }
    }

    [Fact]
    public async Task A_card_says_in_words_and_exactly_what_will_happen()
    {
        var call = room.Call();

        var held = await room.OutcomeAsync(call);

        var card = (await room.Approvals.GetAsync(Actor.System, held.ApprovalId!.Value, CancellationToken.None)).Value;
        card.Summary.ShouldBe("Send Re: late to eve@example.com.");
        card.Request.Action!.Arguments.GetRawText().ShouldBe(ToolsFixture.Mail);
        card.Request.Deciders.ShouldBe(["ana@example.com", "bo@example.com"]);
        card.ExpiresAt.ShouldBe(room.Time.GetUtcNow().AddDays(2));
    }

    [Fact]
    public async Task Asking_again_finds_the_same_card_and_writes_one_record()
    {
        var call = room.Call();

        var first = await room.OutcomeAsync(call);
        var second = await room.OutcomeAsync(call);

        second.ApprovalId.ShouldBe(first.ApprovalId);
        (await room.RowsAsync(call)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_value_from_untrusted_text_that_decides_where_it_goes_needs_a_person()
    {
        var call = room.Call(ceiling: Ceiling.Execute) with { HasReadUntrusted = true };

        var unknown = await room.OutcomeAsync(call);
        var vouched = await room.OutcomeAsync(room.Call(ceiling: Ceiling.Execute) with { HasReadUntrusted = true, ArgumentTrust = new Dictionary<string, Trust> { ["to"] = Trust.Trusted } });

        unknown.State.ShouldBe(ToolState.Held);
        unknown.Decision.Rule.ShouldBe("trust");
        vouched.State.ShouldBe(ToolState.Executed);
    }

    [Theory]
    [InlineData("never")]
    [InlineData("undeclared")]
    [InlineData("unlisted")]
    public async Task What_may_not_be_called_at_all_is_denied_and_recorded_whatever_its_arguments(string rule)
    {
        var call = room.Call("""{"to":"\ud83d","to":[1,2]}""", ceiling: Ceiling.Execute);
        call = rule switch
        {
            "never" => call with { Project = call.Project with { Never = new HashSet<string> { "send_reply" } } },
            "undeclared" => call with { Tool = "drop_table" },
            _ => call with { Workflow = call.Workflow with { Tools = new HashSet<string>() } },
        };

        var outcome = await room.OutcomeAsync(call);

        (outcome.State, outcome.Decision.Rule).ShouldBe((ToolState.Denied, rule));
        (await room.RowsAsync(call)).ShouldHaveSingleItem().Rule.ShouldBe(rule);
    }

    [Fact]
    public async Task A_rule_over_the_arguments_forbids()
    {
        var call = room.Call("""{"to":"x@evil.example","subject":"","body":""}""", ceiling: Ceiling.Execute);

        (await room.OutcomeAsync(call)).Decision.Rule.ShouldBe("rule:no strangers");
    }

    public static TheoryData<string> Invalid =>
    [
        "[]",
        "null",
        """{"to":"a@b.example","subject":"s"}""",
        """{"to":"a@b.example","subject":"s","body":"b","cc":"boss@b.example"}""",
        """{"to":"a@b.example","to":"c@d.example","subject":"s","body":"b"}""",
        """{"to":"a@b.example","subject":"\ud83d","body":"b"}""",
        $$"""{"to":"a@b.example","subject":"s","body":"{{new string('x', 300_000)}}"}""",
    ];

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public async Task Arguments_that_are_not_as_declared_or_can_be_read_in_two_ways_are_refused(string arguments)
    {
        var call = room.Call(arguments, ceiling: Ceiling.Execute);

        var problem = (await room.InvokeAsync(call)).Problem!;

        (problem.Kind, problem.Code).ShouldBe((ProblemKind.Semantic, "tools.invalid-arguments"));
        (await room.RowsAsync(call)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Outside_of_a_run_nobody_can_be_waited_for()
    {
        var call = room.Call();

        var problem = (await room.InvokeAsync(call with { Origin = call.Origin with { RunId = null, StepId = null } })).Problem!;

        problem.Code.ShouldBe("tools.no-run");
    }

    [Fact]
    public async Task A_mail_is_an_action_even_if_somebody_declares_it_a_read()
    {
        var call = ToolsFixture.With(room.Call(ceiling: Ceiling.Read), tool => tool with { Effect = Effect.Read });

        var first = await room.OutcomeAsync(call);
        var second = await room.OutcomeAsync(call);

        second.ActionId.ShouldBe(first.ActionId);
        (await room.MailsAsync(call)).ShouldBe(1);
    }

    [Fact]
    public async Task Hundreds_of_naughty_strings_go_through_the_whole_call()
    {
        foreach (var text in Naughty.Strings())
        {
            var arguments = JsonSerializer.Serialize(new { to = "eve@example.com", subject = text, body = text });

            (await room.OutcomeAsync(room.Call(arguments, ceiling: Ceiling.Execute))).State.ShouldBe(ToolState.Executed, text);
        }
    }
}
