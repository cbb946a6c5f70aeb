using System.Text.Json;
using Lanekeeper.Permissions;

namespace Lanekeeper.Rooms.Tests.Permissions.Ruling;

public sealed class ArgumentRulesTests
{
    private static readonly JsonElement Scope = JsonElement.Parse("""{"input":{"from":"eve@example.com"},"steps":{"triage":{"output":{"category":"refund"}}}}""");

    [Theory]
    [InlineData("""tool == "refund" && args.amount > 100.0""", """{"amount":100.01}""", true)]
    [InlineData("""tool == "refund" && args.amount > 100.0""", """{"amount":100}""", false)]
    [InlineData("""tool != "refund" && args.missing""", """{}""", false)]
    [InlineData("""args.to != input.from""", """{"to":"mallory@example.com"}""", true)]
    [InlineData("""args.to != input.from""", """{"to":"eve@example.com"}""", false)]
    [InlineData("""steps.triage.output.category != "refund" """, """{}""", false)]
    public void A_rule_forbids_when_its_condition_holds(string condition, string arguments, bool forbids) =>
        Evaluate(condition, arguments).ShouldBe(new("r", forbids));

    [Theory]
    [InlineData("args.amount > 100.0", """{}""")]
    [InlineData("args.amount > 100.0", """{"amount":"many"}""")]
    [InlineData("steps.unknown.output == 1", """{}""")]
    [InlineData("args.amount", """{"amount":1}""")]
    [InlineData("nothing.such", """{}""")]
    [InlineData("this is no condition", """{}""")]
    [InlineData("", """{}""")]
    [InlineData("args.list.all(a, args.list.all(b, args.list.all(c, args.list.all(d, a + b + c + d >= 0))))", """{"list":[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36,37,38,39,40]}""")]
    public void A_rule_that_cannot_be_evaluated_forbids(string condition, string arguments)
    {
        var finding = Evaluate(condition, arguments);

        finding.Forbids.ShouldBeTrue();
        finding.Error.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Without_a_scope_a_rule_that_reads_it_forbids()
    {
        var findings = ArgumentRules.Evaluate([new("r", "input.x == 1")], "refund", JsonElement.Parse("{}"), default);

        findings.Single().Error.ShouldNotBeNull();
    }

    [Fact]
    public void A_finding_reaches_the_decision_and_its_explanation()
    {
        var findings = ArgumentRules.Evaluate(
            [new("no refunds over 100", "args.amount > 100.0"), new("fine", "false")], "refund", JsonElement.Parse("""{"amount":250}"""), Scope);

        var decision = Ladder.Decide(ActionRequests.Plain with { Tool = "refund", Rules = findings });

        decision.ShouldBe(new(Verdict.Deny, "rule:no refunds over 100", "The rule 'no refunds over 100' forbids this call of 'refund'."));
    }

    private static RuleFinding Evaluate(string condition, string arguments) =>
        ArgumentRules.Evaluate([new("r", condition)], "refund", JsonElement.Parse(arguments), Scope).Single();
}
