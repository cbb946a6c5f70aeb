using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider;
using static Lanekeeper.Faces.Tests.FaultProvider.ProviderClient;

namespace Lanekeeper.Faces.Tests.FaultProvider;

public sealed class FaultStreamTests : FaultProviderTests
{
    [Fact]
    public async Task A_chat_stream_joins_to_the_whole_answer_with_its_usage()
    {
        var events = await ChatAsync("gpt-4.1", usage: true);
        var whole = await JsonAsync(await _client.ChatAsync(Chat("gpt-4.1")));

        events[^1].Data.ShouldBe("[DONE]");
        var chunks = events.SkipLast(1).Select(item => JsonNode.Parse(item.Data)!).ToList();
        string.Concat(chunks.SkipLast(1).Select(chunk => (string?)chunk["choices"]![0]!["delta"]!["content"])).ShouldBe((string?)whole["choices"]![0]!["message"]!["content"]);
        ((string?)chunks[^2]["choices"]![0]!["finish_reason"]).ShouldBe("stop");
        chunks[^1]["choices"]!.AsArray().ShouldBeEmpty();
        chunks[^1]["usage"]!.ToJsonString().ShouldBe(whole["usage"]!.ToJsonString());
    }

    [Fact]
    public async Task A_message_stream_has_its_events_in_order()
    {
        _server.Script(new Behaviour { Text = "One two", Tools = [new ToolUse("look_up", new JsonObject { ["id"] = 7 })] });

        var events = await MessageAsync("claude-haiku-4-5");

        events.Select(item => item.EventType).ShouldBe([
            "message_start", "ping",
            "content_block_start", "content_block_delta", "content_block_delta", "content_block_stop",
            "content_block_start", "content_block_delta", "content_block_delta", "content_block_stop",
            "message_delta", "message_stop"]);
        var arguments = events.Select(item => (string?)JsonNode.Parse(item.Data)!["delta"]?["partial_json"]);
        string.Concat(arguments).ShouldBe("""{"id":7}""");
    }

    [Fact]
    public async Task A_stream_fails_after_its_200_and_without_its_end()
    {
        (await MessageAsync("fault-error-inside"))[^1].EventType.ShouldBe("error");
        (await MessageAsync("fault-no-done"))[^1].EventType.ShouldBe("message_delta");
        (await MessageAsync("fault-double-start")).Count(item => item.EventType == "message_start").ShouldBe(2);
        (await ChatAsync("fault-truncated", usage: false)).ShouldAllBe(item => !item.Data.Contains("finish_reason\":\"stop"));
    }

    [Fact]
    public async Task A_stream_fails_at_its_first_event_or_begins_again_in_its_midst()
    {
        (await MessageAsync("fault-error-first")).ShouldHaveSingleItem().EventType.ShouldBe("error");
        ((string?)JsonNode.Parse((await ChatAsync("fault-error-first", usage: false)).ShouldHaveSingleItem().Data)!["error"]!["code"]).ShouldBe("insufficient_quota");
        var again = await MessageAsync("fault-restart");
        again.Count(item => item.EventType == "message_start").ShouldBe(2);
        again.Count(item => item.EventType == "message_stop").ShouldBe(1);
    }

    [Fact]
    public async Task A_paced_stream_has_as_many_tokens_as_were_asked_for()
    {
        _server.Script(new Behaviour { Do = FaultKind.Pace, Tokens = 5, FrameDelayMs = 1, Times = 2 });

        var chat = await ChatAsync("gpt-4.1", usage: true);
        var messages = await MessageAsync("claude-haiku-4-5");

        chat.Count(item => item.Data.Contains("\"delta\":{\"content\"")).ShouldBe(5);
        ((int)JsonNode.Parse(chat[^2].Data)!["usage"]!["completion_tokens"]!).ShouldBe(5);
        messages.Count(item => item.EventType == "content_block_delta").ShouldBe(5);
        messages[^1].EventType.ShouldBe("message_stop");
    }

    [Fact]
    public async Task An_answer_may_come_under_another_name()
    {
        var body = Chat("fault-wrong-type");
        (await _client.ChatAsync(body)).Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
        body["stream"] = true;
        (await _client.ChatAsync(body)).Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    private async Task<List<SseItem<string>>> ChatAsync(string model, bool usage)
    {
        var body = Chat(model);
        body["stream"] = true;
        body["stream_options"] = new JsonObject { ["include_usage"] = usage };
        return await EventsAsync(await _client.ChatAsync(body));
    }

    private async Task<List<SseItem<string>>> MessageAsync(string model)
    {
        var body = Message(model);
        body["stream"] = true;
        return await EventsAsync(await _client.MessageAsync(body));
    }
}
