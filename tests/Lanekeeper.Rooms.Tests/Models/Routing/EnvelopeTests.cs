using Lanekeeper.Models;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Routing;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models.Routing;

public sealed class EnvelopeTests
{
    private static readonly CallNeeds Needs = new(ModelCapabilities.None, false, Consequence.Low, 1_000, 500);

    [Fact]
    public void Without_an_envelope_nothing_stands_in()
    {
        foreach (var consequence in Enum.GetValues<Consequence>())
        {
            var none = Envelope.Of(Facts.Route(), Facts.Model("default"), Needs with { Consequence = consequence }, _ => 0);
            (none.Models.Count, none.RuledOut.Count).ShouldBe((0, 0));
            Envelope.Of(Route(new FallbackDefinition([])), Facts.Model("default"), Needs, _ => 0).Models.ShouldBeEmpty();
            Envelope.Of(null, Facts.Model("default"), Needs, _ => 0).Models.ShouldBeEmpty();
        }
    }

    public static TheoryData<string, string?> Bounds => new()
    {
        { "fits", null },
        { "stateful", "no model may stand in: the request leans on what its provider keeps" },
        { "consequence", "no model may stand in: the consequence is medium, and nothing stands in above low" },
        { "tools", "other may not stand in: it is not declared to be capable of tools, json_schema" },
        { "context", "other may not stand in: the call takes about 10001 tokens, more than its 10000" },
        { "region", "other may not stand in: its region is us" },
        { "price", "other may not stand in: it costs more than 1.5 times as much" },
        { "unpriced", "other may not stand in: what it costs beside the other is not known" },
        { "key", "other may not stand in: the key may not use it" },
    };

    [Theory]
    [MemberData(nameof(Bounds))]
    public void Each_bound_of_the_envelope_rules_out_by_itself_and_says_so(string bound, string? said)
    {
        var other = Facts.Model("other") with { Capabilities = ModelCapabilities.Images, Region = bound == "region" ? "us" : "eu" };
        var route = Route(new FallbackDefinition([Facts.Model("default"), other]) { Regions = new HashSet<string> { "eu" }, MaxPriceMultiple = 1.5m });
        var needs = bound switch
        {
            "stateful" => Needs with { IsStateful = true },
            "consequence" => Needs with { Consequence = Consequence.Medium },
            "tools" => Needs with { Capabilities = ModelCapabilities.Tools | ModelCapabilities.JsonSchema },
            "context" => Needs with { InputTokens = 9_501 },
            _ => Needs with { Capabilities = ModelCapabilities.Images },
        };
        decimal? Ceiling(ModelDefinition model) => model.Name == "default" ? 1m : bound switch { "price" => 1.51m, "unpriced" => null, _ => 1.5m };

        var standIns = Envelope.Of(route, Facts.Model("default"), needs, Ceiling, _ => bound == "key" ? "the key may not use it" : null);

        standIns.Models.Select(model => model.Name).ShouldBe(said is null ? ["other"] : []);
        standIns.RuledOut.ShouldBe(said is null ? [] : [said]);
    }

    [Fact]
    public void Only_a_failure_that_may_pass_is_followed_by_another_model_and_never_a_refusal()
    {
        var model = Facts.Model("m");
        foreach (var kind in Enum.GetValues<FailureKind>())
        {
            StandIns.MayFollow(Failures.Say(kind, model, null, null, 1)).ShouldBe(kind < FailureKind.KeyRefused, kind.ToString());
        }

        StandIns.MayFollow(ModelProblems.BreakerOpen("m", TimeSpan.FromSeconds(1))).ShouldBeTrue();
        StandIns.MayFollow(ModelProblems.DeadlinePassed("m", TimeSpan.FromSeconds(1))).ShouldBeTrue();
        StandIns.MayFollow(new Problem(ProblemKind.Exhausted, "limits.requests", "...")).ShouldBeFalse();
        StandIns.MayFollow(new Problem(ProblemKind.Upstream, "ledger.unavailable", "...")).ShouldBeFalse();
        StandIns.MayFollow(null).ShouldBeFalse();
    }

    [Fact]
    public void Who_has_others_behind_it_gets_a_part_of_the_time_and_never_more_than_is_left()
    {
        var ten = TimeSpan.FromSeconds(10);
        StandIns.None.Share(ten, isLast: true).ShouldBe(ten);
        StandIns.None.Share(ten, isLast: false).ShouldBe(ten / 2);
        (StandIns.None with { After = ten / 5 }).Share(ten, isLast: false).ShouldBe(ten / 5);
        (StandIns.None with { After = ten * 5 }).Share(ten, isLast: false).ShouldBe(ten);
    }

    private static RouteDefinition Route(FallbackDefinition fallback) => Facts.Route() with { Fallback = fallback };
}
