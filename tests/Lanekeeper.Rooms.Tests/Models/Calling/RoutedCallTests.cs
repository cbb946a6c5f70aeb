using System.Text.Json;
using Lanekeeper.Models;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models.Calling;

/// <summary>Which model a step of a run gets, which one after a weak answer, and what stands in when it is down.</summary>
public sealed class RoutedCallTests(ModelsFixture room) : IClassFixture<ModelsFixture>
{
    private static readonly SchemaFile Sure = ModelsFixture.Schema(
        """{"type":"object","required":["mood","confidence"],"additionalProperties":false,"properties":{"mood":{"type":"string","enum":["good","bad"]},"confidence":{"type":"number","minimum":0,"maximum":1}}}""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rule_decides_by_what_the_step_declares()
    {
        var call = Call("rules", Named("plain", "ok"));
        var rule = new RouteRule(new RouteCondition { Tasks = new HashSet<ModelTask> { ModelTask.Review }, Consequences = new HashSet<Consequence> { Consequence.High } }, Named("careful", "ok"), null);
        call = call with { Route = call.Route with { Rules = [rule] }, Task = ModelTask.Review };

        (await room.Models.CallAsync(call with { Consequence = Consequence.Low }, Token)).Value.Reason.ShouldBe("default");
        (await room.Models.CallAsync(call, Token)).Value.Model.ShouldBe("fault-ok@careful");

        (await room.RowsAsync("rules", Token)).Select(row => row.RouteReason).ShouldBe(["default", "rule 1: task review, consequence high"]);
    }

    [Fact]
    public async Task A_cheap_answer_that_does_not_fit_goes_to_the_strong_model_with_the_question_as_it_was()
    {
        var answer = (await room.Models.CallAsync(Cascade("unfit", Named("cheap-1", "misfit"), Named("strong-1", "ok")), Token)).Value;

        (answer.Model, answer.Calls, answer.Reason).ShouldBe(("fault-ok@strong-1", 2, "cascade: the answer of cheap-1 does not fit its schema"));
        var rows = await room.RowsAsync("unfit", Token);
        rows.Select(row => (row.Purpose, row.State)).ShouldBe([("answer", "failed_semantic"), ("escalation", "answered")]);
        rows[1].FirstCallId.ShouldBe(rows[0].Id);
        rows[1].Prompt!.Replace("strong-1", "cheap-1", StringComparison.Ordinal).Replace("fault-ok", "fault-misfit", StringComparison.Ordinal).ShouldBe(rows[0].Prompt);
    }

    [Fact]
    public async Task A_strong_answer_that_does_not_fit_is_repaired_once_by_the_strong_model()
    {
        var answer = (await room.Models.CallAsync(Cascade("unfit-twice", Named("cheap-2", "misfit"), Named("strong-2", "misfit-then-ok")), Token)).Value;

        answer.Model.ShouldBe("fault-misfit-then-ok@strong-2");
        (await room.RowsAsync("unfit-twice", Token)).Select(row => row.Purpose).ShouldBe(["answer", "escalation", "repair"]);
    }

    [Theory]
    [InlineData(0.6, 2)]
    [InlineData(0.5, 1)]
    public async Task An_answer_that_is_unsure_of_itself_goes_to_the_strong_model(double below, int calls)
    {
        var workflow = $"unsure-{calls}";
        var call = Cascade(workflow, Named($"cheap-{workflow}", "ok"), Named($"strong-{workflow}", "ok"), below);

        var answer = (await room.Models.CallAsync(call, Token)).Value;

        (answer.Calls, answer.Confidence).ShouldBe((calls, 0.5));
        (await room.RowsAsync(workflow, Token)).Select(row => row.State).ShouldAllBe(state => state == "answered");
    }

    [Fact]
    public async Task A_refusal_is_an_answer_and_goes_to_nobody_else()
    {
        var call = Cascade("refuses", Named("refusing", "refusal"), Named("strong-3", "ok"), 0.9);
        call = call with { Route = call.Route with { Fallback = new FallbackDefinition([Named("other-3", "ok")]) { MaxConsequence = Consequence.High } } };

        (await room.Models.CallAsync(call, Token)).Problem!.Code.ShouldBe("models.refused");
        (await room.RowsAsync("refuses", Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_model_stands_in_for_one_that_is_down_within_the_envelope_and_the_answer_says_so()
    {
        var call = Falls("down", Named("down-1", "503"), Named("other-1", "ok"));

        var answer = (await room.Models.CallAsync(call with { Consequence = Consequence.Low }, Token)).Value;

        (answer.Model, answer.Degraded).ShouldBe(("fault-ok@other-1", "fallback from down-1: models.server-error"));
        (await room.RowsAsync("down", Token)).Select(row => (row.Purpose, row.Degraded is null)).ShouldBe([("answer", true), ("retry", true), ("fallback", false)]);

        var problem = (await room.With().CallAsync(call, Token)).Problem!;
        (problem.IsTransient, problem.Details[0]).ShouldBe((true, "no model may stand in: the consequence is high, and nothing stands in above low"));
    }

    [Fact]
    public async Task A_silent_model_leaves_time_for_the_one_behind_it()
    {
        var call = Falls("silent", Named("silent-1", "silence"), Named("other-2", "ok")) with { Consequence = Consequence.Low };
        call = call with { Route = call.Route with { Fallback = call.Route.Fallback! with { After = TimeSpan.FromMilliseconds(300) } } };

        (await room.Models.CallAsync(call, Token)).Value.Degraded.ShouldBe("fallback from silent-1: models.deadline");
        (await room.RowsAsync("silent", Token)).Select(row => row.State).ShouldBe(["timed_out", "answered"]);
    }

    [Fact]
    public async Task A_stand_in_without_its_key_hides_no_failure_that_may_pass()
    {
        var keyless = Named("keyless", "ok") with { Key = new SecretReference(SecretKind.Environment, "LANEKEEPER_TEST_NO_SUCH_KEY") };
        var call = Falls("keyless", Named("down-2", "503"), keyless) with { Consequence = Consequence.Low };

        var problem = (await room.Models.CallAsync(call, Token)).Problem!;

        problem.Code.ShouldBe("models.server-error");
        problem.Details.ShouldHaveSingleItem().ShouldStartWith("keyless may not stand in: The key for openai/fault-ok@keyless is not there");
    }

    [Fact]
    public async Task A_provider_that_is_down_is_left_alone_by_steps_too()
    {
        var (models, call) = (room.With(), Call("breaker", Named("down-3", "503")));
        for (var i = 0; i < 10; i++)
        {
            (await models.CallAsync(call, Token)).Problem!.IsTransient.ShouldBeTrue();
        }

        room.Server.Attempts.Count(attempt => attempt.Model == "fault-503@down-3").ShouldBeLessThanOrEqualTo(4);
        var problem = (await models.CallAsync(call, Token)).Problem!;
        (problem.Code, problem.RetryAfter is not null).ShouldBe(("models.breaker-open", true));
    }

    [Fact]
    public async Task When_to_ask_again_is_told_to_who_asked_and_is_no_part_of_what_is_kept()
    {
        var (models, call) = (room.With(), Call("breaker-words", Named("down-4", "503")));
        for (var i = 0; i < 10; i++)
        {
            await models.CallAsync(call, Token);
        }

        var problem = (await models.CallAsync(call, Token)).Problem!;
        problem.Code.ShouldBe("models.breaker-open");
        problem.Message.ShouldEndWith("so it is not asked for a while.");
        problem.Tell().ShouldMatch(@"for a while\. Try again in [0-9]+ s\.$");
        foreach (var kind in new[] { WireKind.ChatCompletions, WireKind.Messages })
        {
            JsonElement.Parse(WireErrors.Body(kind, problem, null)).GetProperty("error").GetProperty("message").GetString().ShouldBe(problem.Tell());
        }
    }

    [Fact]
    public async Task A_workflows_limits_hold_for_its_steps_and_are_settled_by_what_they_took()
    {
        var priced = Named("priced", "ok") with { Model = "gpt-4.1-mini-2025-04-14" };
        var call = Call("limited", priced) with { Limits = new LimitDefinition(2, null, null, 1m, null) };

        var first = (await room.Models.CallAsync(call, Token)).Value;
        await room.Models.CallAsync(call, Token);
        var refused = (await room.Models.CallAsync(call, Token)).Problem!;

        (refused.Code, refused.IsTransient, refused.RetryAfter is not null).ShouldBe(("limits.requests", true, true));
        (await room.RowsAsync("limited", Token)).Count.ShouldBe(2);
        var spent = await room.Database.FindAsync<decimal>("select day_usd from ledger.meter where meter = 'workflow:limited'", new { }, Token);
        spent.ShouldBe(first.CostUsd!.Value * 2);
        (await room.Models.CallAsync(Call("unpriced", Named("x", "ok")) with { Limits = call.Limits }, Token)).Problem!.Code.ShouldBe("limits.unpriced");
    }

    private ModelDefinition Named(string name, string fault) =>
        room.Model(ModelProvider.OpenAI, $"fault-{fault}@{name}") with { Name = name, ContextTokens = 100_000, Capabilities = ModelCapabilities.JsonSchema };

    private static ModelCall Call(string workflow, ModelDefinition model) => ModelsFixture.Call(model, workflow, attempts: 2);

    private static ModelCall Cascade(string workflow, ModelDefinition cheap, ModelDefinition strong, double? below = null)
    {
        var call = ModelsFixture.Call(cheap, workflow, Sure);
        return call with { Route = call.Route with { Cascade = new CascadeDefinition(strong, below) } };
    }

    private static ModelCall Falls(string workflow, ModelDefinition down, ModelDefinition other)
    {
        var call = Call(workflow, down);
        return call with { Route = call.Route with { Fallback = new FallbackDefinition([other]) } };
    }
}
