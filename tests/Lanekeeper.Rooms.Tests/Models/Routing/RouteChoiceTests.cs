using Lanekeeper.Models.Routing;
using Lanekeeper.Project;
using Lanekeeper.Project.Checking;

namespace Lanekeeper.Rooms.Tests.Models.Routing;

public sealed class RouteChoiceTests
{
    [Fact]
    public void The_first_rule_that_holds_decides_and_says_why()
    {
        var route = Facts.Route(
            Facts.Rule("long", new() { InputTokens = new Between(5_000, null) }),
            Facts.Rule("cheap", new() { Tasks = new HashSet<ModelTask> { ModelTask.Classify, ModelTask.Extract }, InputTokens = new Between(null, 2_000) }),
            Facts.Rule("german", new() { Languages = new HashSet<string> { "de" } }) with { Reason = "it writes German better" });

        Names(RouteChoice.Of(route, Facts.Plain)).ShouldBe("default: default");
        Names(RouteChoice.Of(route, Facts.Plain with { Task = ModelTask.Classify })).ShouldBe("cheap: rule 2: task classify or extract, input_tokens below 2000");
        Names(RouteChoice.Of(route, Facts.Plain with { Task = ModelTask.Classify, InputTokens = 6_000 })).ShouldBe("long: rule 1: input_tokens above 5000");
        Names(RouteChoice.Of(route, Facts.Plain with { Language = () => "de" })).ShouldBe("german: rule 3: it writes German better");
    }

    [Fact]
    public void What_is_not_known_makes_no_rule_hold_and_undeclared_consequence_is_high()
    {
        Names(RouteChoice.Of(Facts.Route(Facts.Rule("x", new() { MaxUsd = new Between(null, 1) })), Facts.Plain with { MaxUsd = () => null })).ShouldStartWith("default");
        Names(RouteChoice.Of(Facts.Route(Facts.Rule("x", new() { Tasks = new HashSet<ModelTask>(Enum.GetValues<ModelTask>()) })), Facts.Plain)).ShouldStartWith("default");
        Names(RouteChoice.Of(Facts.Route(Facts.Rule("x", new() { Consequences = new HashSet<Consequence> { Consequence.High } })), Facts.Plain)).ShouldStartWith("x: ");
    }

    [Fact]
    public void A_language_is_looked_for_only_when_a_rule_comes_to_ask_it()
    {
        var route = Facts.Route(Facts.Rule("x", new() { Tasks = new HashSet<ModelTask> { ModelTask.Plan }, Languages = new HashSet<string> { "de" } }));

        RouteChoice.Of(route, Facts.Plain with { Task = ModelTask.Review, Language = () => throw new InvalidOperationException() }).Model.Name.ShouldBe("default");
    }

    [Fact]
    public void Rules_behind_one_that_holds_change_nothing_and_one_that_covers_another_leaves_it_nothing()
    {
        var random = new Random(4);
        var (held, covered) = (0, 0);
        for (var i = 0; i < 20_000; i++)
        {
            var rules = Enumerable.Range(0, random.Next(1, 5)).Select(number => Facts.Rule($"m{number}", Facts.Condition(random))).ToArray();
            var facts = Facts.Of(random);
            var choice = RouteChoice.Of(Facts.Route(rules), facts);
            var longer = RouteChoice.Of(Facts.Route([.. rules, Facts.Rule("behind", Facts.Condition(random))]), facts);
            if (choice.Reason != RouteChoice.Default)
            {
                held++;
                longer.ShouldBe(choice);
            }

            var (first, second) = (Facts.Condition(random), Facts.Condition(random));
            if (RouteRules.Covers(first, second))
            {
                covered++;
                RouteChoice.Of(Facts.Route(Facts.Rule("first", first), Facts.Rule("second", second)), facts).Model.Name.ShouldNotBe("second");
            }
        }

        held.ShouldBeGreaterThan(1_000);
        covered.ShouldBeGreaterThan(100);
    }

    private static string Names(Choice choice) => $"{choice.Model.Name}: {choice.Reason}";
}
