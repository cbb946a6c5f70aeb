using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider;
using Lanekeeper.Models;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models;

public sealed class CallTests(ModelsFixture room) : IClassFixture<ModelsFixture>
{
    private const string Triage =
        """
        {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://example.org/triage","type":"object","required":["category","confidence"],"additionalProperties":false,
         "properties":{"category":{"type":"string","enum":["refund","other"],"x-lanekeeper":{"fill":"label"}},"confidence":{"type":"number","minimum":0,"maximum":1}}}
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // As the helpers of SDKs write schemas: named types under their older name, literals without a type.
    private const string Helper =
        """
        {"$schema":"http://json-schema.org/draft-07/schema#","type":"object","required":["kind","to"],"additionalProperties":false,
         "properties":{"kind":{"enum":["refund","other"]},"to":{"$ref":"#/definitions/Person"}},
         "definitions":{"Person":{"type":"object","required":["sort"],"additionalProperties":false,"properties":{"sort":{"anyOf":[{"const":"person"},{"type":"null"}]}}}}}
        """;

    [Fact]
    public async Task The_baseline_answers_without_a_network_and_costs_nothing()
    {
        var examples = new ExampleFile("evals/x.jsonl", "sha256:1", [.. Enumerable.Range(0, 6).SelectMany(Pair)]);
        var call = ModelsFixture.Call(new ModelDefinition("floor", ModelProvider.Baseline, "lanekeeper-baseline-1"), "baseline", ModelsFixture.Schema(Triage)) with
        {
            Baseline = new BaselineMaterial("please send my money back", JsonElement.Parse("{}"), Template.Parse("{{ input.body }}").Value, examples, []),
        };

        var answer = (await room.Models.CallAsync(call, Token)).Value;

        answer.Output.GetProperty("category").GetString().ShouldBe("refund");
        (answer.CostUsd, answer.Calls, answer.ServedModel).ShouldBe((0m, 1, "lanekeeper-baseline-1"));
        answer.Confidence.ShouldNotBeNull();
        var row = (await room.RowsAsync("baseline", Token)).ShouldHaveSingleItem();
        (row.Id, row.State, row.Provider, row.CostUsd, row.InputTokens, row.PriceVersion).ShouldBe((answer.CallId, "answered", "lanekeeper.baseline", 0m, 0L, "baseline-free"));
        row.Prompt!.ShouldContain("please send my money back");
        row.Confidence.ShouldBe(answer.Confidence);

        static IEnumerable<LabelledExample> Pair(int n) =>
        [
            new(JsonElement.Parse($$"""{"body":"send the money of order {{n}} back please"}"""), JsonElement.Parse("""{"category":"refund"}""")),
            new(JsonElement.Parse($$"""{"body":"which opening hours have you on day {{n}}"}"""), JsonElement.Parse("""{"category":"other"}""")),
        ];
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task An_answer_is_handed_on_with_everything_that_is_known_of_it(ModelProvider provider)
    {
        var (workflow, model) = ($"ok {provider}", provider == ModelProvider.OpenAI ? "gpt-4.1-mini" : "claude-haiku-4-5");
        room.Server.Script(Behaviour.Answer("Well, thanks.") with { Model = model, Contains = "How are you", ServedModel = $"{model}-20251001", InputTokens = 1000, CachedTokens = 200, OutputTokens = 50 });

        var answer = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(provider, model), workflow), Token)).Value;

        answer.Output.GetProperty("text").GetString().ShouldBe("Well, thanks.");
        (answer.Model, answer.ServedModel, answer.Calls, answer.Confidence).ShouldBe((model, $"{model}-20251001", 1, null));
        var row = (await room.RowsAsync(workflow, Token)).ShouldHaveSingleItem();
        (row.Id, row.FirstCallId, row.Attempt, row.Purpose, row.State, row.HttpStatus).ShouldBe((answer.CallId, answer.CallId, 1, "answer", "answered", 200));
        (row.InputTokens, row.CacheReadTokens, row.OutputTokens).ShouldBe((800L, 200L, 50L));
        row.CostUsd.ShouldBe(provider == ModelProvider.OpenAI ? (800 * 0.4m + 200 * 0.1m + 50 * 1.6m) / 1_000_000 : (800 * 1m + 200 * 0.1m + 50 * 5m) / 1_000_000);
        answer.CostUsd.ShouldBe(row.CostUsd);
        row.PriceVersion.ShouldBe("2026-01-24-30b07816ba96-3");
        row.ProviderRequestId!.ShouldStartWith("req_");
        row.FirstByteMs!.Value.ShouldBeLessThanOrEqualTo(row.TotalMs!.Value);
        row.Response!.ShouldContain("Well, thanks.");
        var attempt = room.Server.Attempts.Last(attempt => attempt.Model == model);
        row.Prompt.ShouldBe(System.Text.Encoding.UTF8.GetString(room.Server.BodyOf(attempt.Number)!.Value.Span));
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task Structured_output_is_asked_for_by_the_schema_without_what_is_ours(ModelProvider provider)
    {
        var (workflow, model) = ($"structured {provider}", "fault-ok@structured");

        var answer = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(provider, model), workflow, ModelsFixture.Schema(Triage)), Token)).Value;

        answer.Output.GetProperty("category").GetString().ShouldBe("refund");
        answer.Confidence.ShouldBe(answer.Output.GetProperty("confidence").GetDouble());
        var row = (await room.RowsAsync(workflow, Token)).ShouldHaveSingleItem();
        var prompt = JsonNode.Parse(row.Prompt!)!;
        var schema = provider == ModelProvider.OpenAI ? prompt["response_format"]!["json_schema"]!["schema"]! : prompt["output_config"]!["format"]!["schema"]!;
        schema.AsObject().Select(member => member.Key).ShouldBe(["type", "required", "additionalProperties", "properties"]);
        row.Prompt!.ShouldNotContain("x-lanekeeper");
        (row.CostUsd, row.PriceVersion, answer.CostUsd).ShouldBe((null, null, null));
    }

    [Theory]
    [InlineData(ModelProvider.OpenAI)]
    [InlineData(ModelProvider.Anthropic)]
    public async Task A_schema_as_a_helper_writes_it_is_asked_for_strictly_in_words_that_the_provider_takes(ModelProvider provider)
    {
        var (workflow, model) = ($"helper {provider}", provider == ModelProvider.OpenAI ? "gpt-4.1-mini" : "claude-haiku-4-5");
        room.Server.Script(Behaviour.Answer(new JsonObject { ["kind"] = "refund", ["to"] = new JsonObject { ["sort"] = "person" } }) with { Model = model, Contains = "Who is it" });

        var answer = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(provider, model), workflow, ModelsFixture.Schema(Helper), question: "Who is it?"), Token)).Value;

        answer.Output.GetProperty("kind").GetString().ShouldBe("refund");
        var prompt = JsonNode.Parse((await room.RowsAsync(workflow, Token)).ShouldHaveSingleItem().Prompt!)!;
        var asked = provider == ModelProvider.OpenAI ? prompt["response_format"]!["json_schema"]!.AsObject() : prompt["output_config"].ShouldNotBeNull()["format"]!.AsObject();
        (asked["strict"]?.GetValue<bool>() ?? true).ShouldBeTrue();
        asked["schema"]!.AsObject().ContainsKey("definitions").ShouldBeFalse();
        asked["schema"]!["$defs"]!["Person"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Literals_without_a_type_do_not_stop_a_provider_that_wants_one()
    {
        room.Server.Script(Behaviour.Answer(new JsonObject { ["kind"] = "other" }) with { Model = "gpt-4.1-mini", Contains = "Which is it" });
        var schema = ModelsFixture.Schema("""{"type":"object","required":["kind"],"additionalProperties":false,"properties":{"kind":{"enum":["refund","other"]}}}""");

        var answer = await room.Models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, "gpt-4.1-mini"), "literals", schema, question: "Which is it?"), Token);

        answer.Problem.ShouldBeNull(answer.Problem?.Message);
        answer.Value.Output.GetProperty("kind").GetString().ShouldBe("other");
    }
}
