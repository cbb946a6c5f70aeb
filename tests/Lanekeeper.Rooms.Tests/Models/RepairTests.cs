using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models;

public sealed class RepairTests(ModelsFixture room) : IClassFixture<ModelsFixture>
{
    private static readonly SchemaFile Mood = ModelsFixture.Schema(
        """{"type":"object","required":["mood"],"additionalProperties":false,"properties":{"mood":{"type":"string","enum":["good","bad"]}}}""");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ModelProvider.OpenAI, "misfit")]
    [InlineData(ModelProvider.OpenAI, "not-json")]
    [InlineData(ModelProvider.Anthropic, "misfit")]
    public async Task An_answer_that_does_not_fit_is_repaired_once(ModelProvider provider, string fault)
    {
        var model = $"fault-{fault}-then-ok@{provider}-repair";

        var answer = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(provider, model), model, Mood), Token)).Value;

        answer.Output.GetProperty("mood").GetString().ShouldBe("good");
        answer.Calls.ShouldBe(2);
        var rows = await room.RowsAsync(model, Token);
        rows.Select(row => (row.Purpose, row.State, row.FailureCode)).ShouldBe([("answer", "failed_semantic", "models.invalid-output"), ("repair", "answered", null)]);
        rows[1].FirstCallId.ShouldBe(rows[0].Id);
        var said = JsonNode.Parse(rows[1].Prompt!)!["messages"]!.AsArray();
        (said[^2]!["role"]!.ToString(), said[^1]!["role"]!.ToString()).ShouldBe(("assistant", "user"));
        said[^1]!["content"]!.ToString().ShouldContain(fault == "misfit" ? "mood" : "not JSON");
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task A_second_answer_that_does_not_fit_is_a_semantic_failure(ModelProvider provider)
    {
        var model = $"fault-misfit@{provider}-again";

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(provider, model), model, Mood), Token)).Problem.ShouldNotBeNull();

        (problem.Code, problem.Kind).ShouldBe(("models.invalid-output", ProblemKind.Semantic));
        problem.Details.ShouldNotBeEmpty();
        room.Server.Attempts.Count(attempt => attempt.Model == model).ShouldBe(2);
    }

    [Fact]
    public async Task A_repair_may_meet_a_failure_that_passes()
    {
        const string Model = "fault-misfit-then-500-then-ok@repair";

        var answer = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, Model), Model, Mood), Token)).Value;

        answer.Calls.ShouldBe(3);
        (await room.RowsAsync(Model, Token)).Select(row => row.Purpose).ShouldBe(["answer", "repair", "retry"]);
    }

    [Theory]
    [InlineData("```json\n{\"mood\":\"bad\"}\n```")]
    [InlineData("```\n{\"mood\":\"bad\"}\n```\n")]
    [InlineData("  {\"mood\":\"bad\"}\n")]
    public async Task A_fence_around_the_answer_is_taken_off(string text)
    {
        var model = $"fenced {text.Length}";
        room.Server.Script(Behaviour.Answer(text) with { Model = model });

        var answer = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, model), model, Mood), Token)).Value;

        (answer.Output.GetProperty("mood").GetString(), answer.Calls).ShouldBe(("bad", 1));
    }

    [Theory]
    [InlineData("{\"mood\":\"good\",\"mood\":\"bad\"}")]
    [InlineData("{\"mood\":\"go\\u0000od\"}")]
    [InlineData("{\"mood\":\"\\ud800\"}")]
    [InlineData("[[[[")]
    [InlineData("")]
    public async Task What_cannot_be_read_in_one_way_and_written_down_does_not_fit(string text)
    {
        var model = $"odd {text}";
        room.Server.Script(Behaviour.Answer(text) with { Model = model, Times = 2 });

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, model), $"odd {text.Length}", Mood), Token)).Problem.ShouldNotBeNull();

        problem.Code.ShouldBe("models.invalid-output");
    }

    [Fact]
    public async Task The_baseline_is_not_asked_twice()
    {
        var schema = ModelsFixture.Schema("""{"type":"object","required":["to"],"properties":{"to":{"type":"string","format":"email","x-lanekeeper":{"fill":"email"}}}}""");
        var call = ModelsFixture.Call(new ModelDefinition("floor", ModelProvider.Baseline, "lanekeeper-baseline-1"), "gap", schema) with
        {
            Baseline = new Lanekeeper.Models.BaselineMaterial("no address in here", System.Text.Json.JsonElement.Parse("{}"), null, null, []),
        };

        var problem = (await room.Models.CallAsync(call, Token)).Problem.ShouldNotBeNull();

        (problem.Code, problem.Kind).ShouldBe(("models.unfilled-output", ProblemKind.Semantic));
        (await room.RowsAsync("gap", Token)).ShouldHaveSingleItem().State.ShouldBe("failed_semantic");
    }
}
