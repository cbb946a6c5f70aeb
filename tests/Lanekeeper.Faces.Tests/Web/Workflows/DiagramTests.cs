using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Workflows;

namespace Lanekeeper.Faces.Tests.Web.Workflows;

public sealed class DiagramTests
{
    [Fact]
    public void No_box_touches_another_and_all_stand_within_the_drawing() =>
        Prop.ForAll(Gen.Elements<string?>(null, "a", "x > 1 && y < 2 && z in [1, 2, 3] && some.very.long.path.of.names == \"and a text\" || another").ListOf().ToArbitrary(), conditions =>
        {
            var diagram = Diagram.Of([.. conditions.Select((condition, i) => new StepLine($"step{i}", "tool", "does it", condition, i % 2 == 0 ? Verdict.Approve : null))]);
            var edges = diagram.Steps.SelectMany(step => (int[])[step.From, step.Fork, step.Top, step.Bottom]).ToList();
            return edges.SequenceEqual(edges.Order()) && diagram.Steps.All(step => step.Top - step.Fork >= step.Condition.Count * 16 && step.Join < diagram.Height - Diagram.StartHeight);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_would_be_too_wide_or_too_long_ends_in_dots()
    {
        Diagram.Wrap(new string('x', 100)).ShouldBe([new string('x', 37) + "..."]);
        Diagram.Wrap(string.Concat(Enumerable.Repeat("word ", 100))).ShouldSatisfyAllConditions(
            lines => lines.Count.ShouldBe(4),
            lines => lines.ShouldAllBe(line => line.Length <= 40),
            lines => lines[^1].ShouldEndWith("..."));
        Diagram.Wrap("a\r\n  && b\u2028|| c").ShouldBe(["a && b || c"]);
        Diagram.Wrap(null).ShouldBeEmpty();
    }
}
