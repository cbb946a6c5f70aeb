using System.Text;
using System.Text.Json;
using Lanekeeper.Models;
using Lanekeeper.Models.Providing;
using Lanekeeper.Rooms.Tests.Models.Wire;

namespace Lanekeeper.Rooms.Tests.Models.Translating;

/// <summary>What an answer says, read plainly out of each format; a stream is held to the order of events that its format has on the way.</summary>
internal sealed record Said(string Text, string Thought, IReadOnlyList<string> Calls, string? End)
{
    public static Said Of(WireKind kind, byte[] body, bool isStream) => (kind, isStream) switch
    {
        (WireKind.Messages, true) => OfMessages(Events(body)),
        (WireKind.Messages, false) => OfMessage(JsonElement.Parse(body)),
        (WireKind.Responses, true) => OfEvents(Events(body)),
        (WireKind.Responses, false) => OfResponse(JsonElement.Parse(body)),
        (_, true) => OfChunks(body),
        _ => OfChat(JsonElement.Parse(body)),
    };

    public static IReadOnlyList<JsonElement> Events(byte[] body) =>
        [.. Replay.Events(body).Where(one => one.Data.Contains('{')).Select(one => JsonElement.Parse(Encoding.Latin1.GetBytes(one.Data)))];

    public bool IsSame(Said other) => Text == other.Text && Thought == other.Thought && Calls.SequenceEqual(other.Calls);

    // The same JSON, whatever its white space; what is none as it is.
    private static string Call(string? id, string? name, string arguments) =>
        $"{id} {name} {(arguments.Length == 0 ? "{}" : JsonReading.Object(Encoding.UTF8.GetBytes(arguments)) is { } input ? JsonSerializer.Serialize(input) : arguments)}";

    private static string Content(JsonElement? content, string type) => content.Text() is { } text
        ? type == "text" ? text : ""
        : Joined(content.Items().Where(part => Type(part) == type).Select(part => part.Get(type).Text() ?? Joined(part.Get(type).Items().Select(inner => inner.Get("text").Text()))));

    private static Said OfMessage(JsonElement message) => new(
        Joined(message.Get("content").Items().Select(block => Type(block) == "text" ? block.Get("text").Text() : null)),
        Joined(message.Get("content").Items().Select(block => Type(block) == "thinking" ? block.Get("thinking").Text() : null)),
        [.. message.Get("content").Items().Where(block => Type(block) == "tool_use").Select(block => Call(block.Get("id").Text(), block.Get("name").Text(), block.GetProperty("input").GetRawText()))],
        message.Get("stop_reason").Text());

    private static Said OfMessages(IReadOnlyList<JsonElement> events)
    {
        var (text, thought, calls, end) = (new StringBuilder(), new StringBuilder(), new List<string>(), (string?)null);
        var (open, next, block, arguments) = (false, 0, default(JsonElement), new StringBuilder());
        foreach (var item in events)
        {
            switch (Type(item))
            {
                case "message_start":
                    (open, next) = (false, 0);
                    break;
                case "content_block_start":
                    open.ShouldBeFalse();
                    item.GetProperty("index").GetInt32().ShouldBe(next);
                    (open, block) = (true, item.GetProperty("content_block"));
                    arguments.Clear();
                    text.Append(Type(block) == "text" ? block.Get("text").Text() : null);
                    break;
                case "content_block_delta":
                    open.ShouldBeTrue();
                    item.GetProperty("index").GetInt32().ShouldBe(next);
                    text.Append(item.Get("delta").Get("text").Text());
                    thought.Append(item.Get("delta").Get("thinking").Text());
                    arguments.Append(item.Get("delta").Get("partial_json").Text());
                    break;
                case "content_block_stop":
                    open.ShouldBeTrue();
                    (open, next) = (false, next + 1);
                    calls.AddRange(Type(block) == "tool_use" ? [Call(block.Get("id").Text(), block.Get("name").Text(), arguments.ToString())] : []);
                    break;
                case "message_delta":
                    end = item.Get("delta").Get("stop_reason").Text();
                    break;
                default:
                    break;
            }
        }

        open.ShouldBeFalse();
        return new(text.ToString(), thought.ToString(), calls, end);
    }

    private static Said OfChat(JsonElement body)
    {
        var message = body.GetProperty("choices")[0].GetProperty("message");
        return new(
            Content(message.Get("content"), "text"),
            message.Get("reasoning_content").Text() ?? message.Get("reasoning").Text() ?? Content(message.Get("content"), "thinking"),
            [.. message.Get("tool_calls").Items().Select(call => Call(call.Get("id").Text(), call.Get("function").Get("name").Text(), call.Get("function").Get("arguments").Text() ?? ""))],
            body.GetProperty("choices")[0].Get("finish_reason").Text());
    }

    private static Said OfChunks(byte[] body)
    {
        var (text, thought, calls, end) = (new StringBuilder(), new StringBuilder(), new SortedDictionary<long, (string? Id, string? Name, string Arguments)>(), (string?)null);
        foreach (var choice in Events(body).Select(chunk => chunk.Get("choices").Items().FirstOrDefault()).Where(choice => choice.ValueKind == JsonValueKind.Object))
        {
            var delta = choice.Get("delta");
            text.Append(Content(delta.Get("content"), "text"));
            thought.Append(delta.Get("reasoning_content").Text() ?? delta.Get("reasoning").Text() ?? Content(delta.Get("content"), "thinking"));
            end = choice.Get("finish_reason").Text() ?? end;
            foreach (var call in delta.Get("tool_calls").Items())
            {
                var index = call.Get("index").Count() ?? 0;
                var known = calls.GetValueOrDefault(index);
                calls[index] = (known.Id ?? call.Get("id").Text(), known.Name ?? call.Get("function").Get("name").Text(), known.Arguments + call.Get("function").Get("arguments").Text());
            }
        }

        return new(text.ToString(), thought.ToString(), [.. calls.Values.Select(call => Call(call.Id, call.Name, call.Arguments))], end);
    }

    private static Said OfResponse(JsonElement response)
    {
        var output = response.Get("output").Items().ToList();
        return new(
            Joined(output.SelectMany(item => item.Get("content").Items()).Select(part => Type(part) == "output_text" ? part.Get("text").Text() : null)),
            Joined(output.SelectMany(item => item.Get("summary").Items()).Select(part => part.Get("text").Text())),
            [.. output.Where(item => Type(item) == "function_call").Select(item => Call(item.Get("call_id").Text(), item.Get("name").Text(), item.Get("arguments").Text() ?? ""))],
            response.Get("incomplete_details").Get("reason").Text() ?? response.Get("status").Text());
    }

    private static Said OfEvents(IReadOnlyList<JsonElement> events)
    {
        events.Select(item => item.Get("sequence_number").Count()).ShouldBe(Enumerable.Range(0, events.Count).Select(number => (long?)number));
        events.Take(2).Select(Type).ShouldBe(["response.created", "response.in_progress"]);
        var (items, open, words) = (new List<string>(), (string?)null, new StringBuilder());
        foreach (var item in events)
        {
            switch (Type(item))
            {
                case "response.output_item.added":
                    open.ShouldBeNull();
                    item.GetProperty("output_index").GetInt32().ShouldBe(items.Count);
                    open = item.GetProperty("item").Get("id").Text();
                    words.Clear();
                    break;
                case "response.output_item.done":
                    item.GetProperty("item").Get("id").Text().ShouldBe(open);
                    items.Add(item.GetProperty("item").GetRawText());
                    open = null;
                    break;
                case "response.output_text.delta" or "response.function_call_arguments.delta" or "response.reasoning_summary_text.delta" or "response.refusal.delta":
                    item.Get("item_id").Text().ShouldBe(open);
                    words.Append(item.Get("delta").Text());
                    break;
                case "response.output_text.done" or "response.function_call_arguments.done" or "response.reasoning_summary_text.done" or "response.refusal.done":
                    (item.Get("text") ?? item.Get("arguments") ?? item.Get("refusal")).Text().ShouldBe(words.ToString());
                    break;
                default:
                    break;
            }
        }

        var response = events[^1].GetProperty("response");
        Type(events[^1]).ShouldBe(response.Get("status").Text() == "completed" ? "response.completed" : "response.incomplete");
        response.Get("output").Items().Select(item => item.GetRawText()).ShouldBe(items);
        return OfResponse(response);
    }

    private static string? Type(JsonElement item) => item.Get("type").Text();

    private static string Joined(IEnumerable<string?> words) => string.Concat(words);
}
