using Lanekeeper.Permissions;
using static Lanekeeper.Rooms.Tests.Permissions.ActionRequests;

namespace Lanekeeper.Rooms.Tests.Permissions;

public sealed class LadderTests
{
    [Theory]
    [InlineData(Ceiling.Read, "allow deny deny deny deny")]
    [InlineData(Ceiling.Draft, "allow allow deny deny deny")]
    [InlineData(Ceiling.Recommend, "allow allow allow recommend recommend")]
    [InlineData(Ceiling.ExecuteWithApproval, "allow allow allow approve approve")]
    [InlineData(Ceiling.Execute, "allow allow allow allow approve")]
    public void The_table_of_ceiling_and_effect_is_kept(Ceiling ceiling, string row)
    {
        var verdicts = Enum.GetValues<Effect>().Select(effect => Ladder.Decide(Plain with { Ceiling = ceiling, Effect = effect }).Verdict);

        string.Join(' ', verdicts).ToLowerInvariant().ShouldBe(row);
    }

    [Fact]
    public void A_tool_on_the_never_list_is_denied_before_anything_else_is_asked()
    {
        var decision = Ladder.Decide(Plain with { IsNever = true, Effect = null, IsListed = false, Rules = [new("r", true)] });

        decision.ShouldBe(new(Verdict.Deny, "never", "'send_reply' is on the project's never list, which nothing overrides."));
    }

    [Fact]
    public void What_is_not_declared_or_not_listed_is_denied()
    {
        Ladder.Decide(Plain with { Effect = null }).Rule.ShouldBe("undeclared");
        Ladder.Decide(Plain with { Effect = (Effect)99 }).Rule.ShouldBe("undeclared");
        Ladder.Decide(Plain with { Effect = Effect.Read, IsListed = false }).ShouldSatisfyAllConditions(
            decision => decision.Verdict.ShouldBe(Verdict.Deny),
            decision => decision.Rule.ShouldBe("unlisted"));
        Ladder.Decide(Plain with { Ceiling = (Ceiling)99 }).Verdict.ShouldBe(Verdict.Deny);
    }

    [Fact]
    public void A_rule_that_cannot_be_evaluated_forbids_and_says_why()
    {
        var decision = Ladder.Decide(Plain with { Rules = [new("small refunds", false, "no such key: amount")] });

        decision.ShouldBe(new(
            Verdict.Deny,
            "rule:small refunds",
            "The rule 'small refunds' could not be evaluated (no such key: amount), and a rule that cannot be evaluated forbids."));
    }

    [Fact]
    public void The_explanation_of_the_ladder_is_one_that_a_reviewer_understands() =>
        Ladder.Decide(Plain with { Tool = "refund", Effect = Effect.Destructive }).Explanation.ShouldBe(
            "'refund' cannot be taken back (destructive); this workflow's ceiling is execute_with_approval, so a person decides.");

    [Fact]
    public void A_write_whose_recipient_comes_from_untrusted_text_needs_a_person_even_at_execute()
    {
        var earned = Plain with { Ceiling = Ceiling.Execute };

        Ladder.Decide(earned).Verdict.ShouldBe(Verdict.Allow);
        Ladder.Decide(earned with { UntrustedDecisiveArguments = ["to"], HasReadUntrusted = false }).Verdict.ShouldBe(Verdict.Allow);
        Ladder.Decide(earned with { UntrustedDecisiveArguments = ["to", "amount"] }).ShouldBe(new(
            Verdict.Approve,
            "trust",
            "This run has read text that nobody vouches for, and 'amount', 'to' of 'send_reply' may come from it; "
            + "such a value must not decide by itself what is changed or where it goes, so a person decides."));
    }

    [Fact]
    public void A_hostile_tool_name_cannot_make_the_explanation_long_or_break_its_line()
    {
        var decision = Ladder.Decide(Plain with { Tool = $"x\n\u001b[31m{new string('y', 100_000)}", Effect = null });

        decision.Explanation.Length.ShouldBeLessThan(300);
        decision.Explanation.ShouldNotContain('\n');
        decision.Explanation.ShouldNotContain('\u001b');
    }

    [Fact]
    public void It_decides_as_the_reference_does() =>
        ForAll(request => Ladder.Decide(request) is var decision && (decision.Verdict, decision.Rule) == ReferenceLadder.Decide(request));

    [Fact]
    public void Nothing_undeclared_unlisted_or_forbidden_is_ever_more_than_denied() =>
        ForAll(request => Ladder.Decide(request).Verdict == Verdict.Deny
            || (request is { IsNever: false, Effect: not null, IsListed: true } && request.Rules.All(rule => rule is { Forbids: false, Error: null })));

    [Fact]
    public void Adding_a_rule_never_loosens() =>
        ForAll((request, rule) => Ladder.Decide(request with { Rules = [.. request.Rules, rule] }).Verdict <= Ladder.Decide(request).Verdict);

    [Fact]
    public void Adding_a_never_never_loosens() =>
        ForAll(request => Ladder.Decide(request with { IsNever = true }).Verdict == Verdict.Deny);

    [Fact]
    public void Lowering_the_ceiling_never_loosens() =>
        ForAll(request => Enum.GetValues<Ceiling>().Where(lower => lower < request.Ceiling)
            .All(lower => Ladder.Decide(request with { Ceiling = lower }).Verdict <= Ladder.Decide(request).Verdict));

    [Fact]
    public void More_untrusted_never_loosens() =>
        ForAll(request => Ladder.Decide(request with { HasReadUntrusted = true }).Verdict <= Ladder.Decide(request).Verdict
            && Ladder.Decide(request with { UntrustedDecisiveArguments = [.. request.UntrustedDecisiveArguments, "id"] }).Verdict <= Ladder.Decide(request).Verdict);

    [Fact]
    public void Trust_only_ever_turns_executed_into_a_person_decides() =>
        ForAll(request =>
        {
            var trusting = Ladder.Decide(request with { HasReadUntrusted = false }).Verdict;
            var wary = Ladder.Decide(request with { HasReadUntrusted = true, UntrustedDecisiveArguments = ["to"] }).Verdict;
            return wary == trusting || (trusting == Verdict.Allow && wary == Verdict.Approve && request.Effect == Effect.Write);
        });

    [Fact]
    public void The_order_of_rules_does_not_matter() =>
        ForAll(request => Ladder.Decide(request) == Ladder.Decide(request with
        {
            Rules = [.. request.Rules.Reverse()],
            UntrustedDecisiveArguments = [.. request.UntrustedDecisiveArguments.Reverse()],
        }));

    [Fact]
    public void Every_decision_has_one_short_explanation_that_names_the_tool_or_rule() =>
        ForAll(request => Ladder.Decide(request).Explanation is { Length: > 20 and < 600 } words && words.EndsWith('.'));
}
