using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider;
using static Lanekeeper.Faces.Tests.FaultProvider.ProviderClient;

namespace Lanekeeper.Faces.Tests.FaultProvider;

public sealed class ResponsesFormatTests : FaultProviderTests
{
    [Fact]
    public async Task A_response_stream_has_its_events_in_order_and_joins_to_the_whole()
    {
        _server.Script(new Behaviour { Text = "One two", Tools = [new ToolUse("look_up", new JsonObject { ["id"] = 7 })] });

        var events = await StreamAsync("gpt-5-mini");

        events.Select(item => item.EventType).ShouldBe([
            "response.created", "response.in_progress",
            "response.output_item.added", "response.content_part.added", "response.output_text.delta", "response.output_text.delta",
            "response.output_text.done", "response.content_part.done", "response.output_item.done",
            "response.output_item.added", "response.function_call_arguments.delta", "response.function_call_arguments.done", "response.output_item.done",
            "response.completed"]);
        var data = events.ConvertAll(item => JsonNode.Parse(item.Data)!);
        data.Select(item => (int)item["sequence_number"]!).ShouldBe(Enumerable.Range(0, events.Count));
        data.Select(item => (string?)item["type"]).ShouldBe(events.Select(item => item.EventType));
        string.Concat(data.Where(item => (string?)item["type"] == "response.output_text.delta").Select(item => (string?)item["delta"])).ShouldBe("One two");
        var response = data[^1]["response"]!;
        ((string?)response["output"]![1]!["arguments"]).ShouldBe("""{"id":7}""");
        ((int)response["usage"]!["total_tokens"]!).ShouldBe((int)response["usage"]!["input_tokens"]! + (int)response["usage"]!["output_tokens"]!);
        _server.Attempts.Select(attempt => (attempt.Format, attempt.Stream, attempt.LastUserText)).ShouldBe([("responses", true, "Where is my refund?")]);
    }

    [Fact]
    public async Task A_schema_and_a_forced_function_are_answered_in_their_places()
    {
        var schema = JsonNode.Parse("""{"type":"object","additionalProperties":false,"required":["intent"],"properties":{"intent":{"type":"string","enum":["refund","delivery"]}}}""")!;
        var shaped = Ask("gpt-5-mini");
        shaped["text"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["name"] = "answer", ["strict"] = true, ["schema"] = schema.DeepClone() } };
        var called = Ask("gpt-5-mini");
        called["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["name"] = "answer", ["parameters"] = schema.DeepClone() });
        called["tool_choice"] = new JsonObject { ["type"] = "function", ["name"] = "answer" };

        var text = await JsonAsync(await PostAsync(shaped));
        var call = await JsonAsync(await PostAsync(called));

        ((string?)text["status"]).ShouldBe("completed");
        ((string?)text["output"]![0]!["content"]![0]!["text"]).ShouldBe("""{"intent":"refund"}""");
        ((string?)call["output"]![0]!["type"]).ShouldBe("function_call");
        ((string?)call["output"]![0]!["arguments"]).ShouldBe("""{"intent":"refund"}""");
    }

    [Fact]
    public async Task A_stream_fails_after_its_200_before_any_output()
    {
        var events = await StreamAsync("fault-error-first");

        events.Select(item => item.EventType).ShouldBe(["response.created", "response.in_progress", "error", "response.failed"]);
        ((string?)JsonNode.Parse(events[2].Data)!["error"]!["code"]).ShouldBe("insufficient_quota");
        var failed = JsonNode.Parse(events[3].Data)!;
        ((int)failed["sequence_number"]!).ShouldBe(3);
        ((string?)failed["response"]!["error"]!["code"]).ShouldBe("insufficient_quota");
        failed["response"]!["usage"].ShouldBeNull();
    }

    [Fact]
    public async Task What_goes_wrong_in_a_response_is_told_as_responses_tell_it()
    {
        var inside = await StreamAsync("fault-error-inside");
        inside.TakeLast(2).Select(item => item.EventType).ShouldBe(["error", "response.failed"]);
        inside.ShouldContain(item => item.EventType == "response.output_text.delta");

        (await StreamAsync("fault-length"))[^1].EventType.ShouldBe("response.incomplete");
        (await StreamAsync("fault-no-done"))[^1].EventType.ShouldBe("response.output_item.done");
        (await StreamAsync("fault-double-start")).Count(item => item.EventType == "response.created").ShouldBe(2);
        (await StreamAsync("fault-refusal")).ShouldContain(item => item.EventType == "response.refusal.delta");

        var filtered = await JsonAsync(await PostAsync(Ask("fault-filter")));
        ((string?)filtered["incomplete_details"]!["reason"]).ShouldBe("content_filter");
        var failed = await JsonAsync(await PostAsync(Ask("fault-error-inside")));
        ((string?)failed["status"]).ShouldBe("failed");
        ((string?)failed["error"]!["code"]).ShouldBe("server_is_overloaded");
        var context = await PostAsync(Ask("fault-context"));
        ((int)context.StatusCode).ShouldBe(400);
        ((string?)(await JsonAsync(context))["error"]!["param"]).ShouldBe("input");
    }

    [Theory]
    [InlineData("""{"model":"gpt-5"}""", "input")]
    [InlineData("""{"model":"gpt-5","messages":[]}""", "messages")]
    [InlineData("""{"model":"gpt-5","input":"a","response_format":{"type":"json_object"}}""", "response_format")]
    [InlineData("""{"model":"gpt-5","input":[{"role":"user","content":[{"type":"text","text":"a"}]}]}""", "input[0].content[0]")]
    [InlineData("""{"model":"gpt-5","input":"a","tools":[{"type":"function","function":{"name":"a"}}]}""", "tools[0].name")]
    [InlineData("""{"model":"gpt-5","input":"a","text":{"format":{"type":"json_schema","schema":{}}}}""", "text.format.name")]
    public async Task A_request_in_chats_words_is_turned_down(string body, string param)
    {
        var response = await PostAsync(JsonNode.Parse(body)!);

        ((int)response.StatusCode).ShouldBe(400);
        ((string?)(await JsonAsync(response))["error"]!["param"]).ShouldBe(param);
    }

    private static JsonObject Ask(string model) => new()
    {
        ["model"] = model,
        ["input"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = "Where is my refund?" }) }),
    };

    private Task<HttpResponseMessage> PostAsync(JsonNode body) => _client.OpenAiAsync("v1/responses", body);

    private async Task<List<SseItem<string>>> StreamAsync(string model)
    {
        var body = Ask(model);
        body["stream"] = true;
        return await EventsAsync(await PostAsync(body));
    }
}
