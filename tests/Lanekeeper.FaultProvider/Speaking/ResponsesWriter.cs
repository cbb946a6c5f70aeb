using System.Text.Json.Nodes;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>A response, whole or as events.</summary>
internal static class ResponsesWriter
{
    public const string IdPrefix = "resp_";
    public const string CallPrefix = "call_";

    public static byte[] Whole(Answer answer) => JsonReading.Bytes(Body(answer, Word(answer.Finish), Items(answer)));

    public static byte[] Failed(Answer answer, Failure failure) => JsonReading.Bytes(Body(answer, "failed", [], failure));

    public static IEnumerable<byte[]> Stream(Answer answer)
    {
        var number = 0;
        foreach (var name in new[] { "response.created", "response.in_progress" })
        {
            yield return Event(name, number++, new { response = Body(answer, "in_progress", []) });
        }

        foreach (var (name, more) in Items(answer).SelectMany((item, index) => Item(item, index, answer)))
        {
            yield return Event(name, number++, more);
        }

        var status = Word(answer.Finish);
        yield return Event("response." + status, number, new { response = Body(answer, status, Items(answer)) });
    }

    /// <returns>The error by itself, and the response that failed by it.</returns>
    public static IEnumerable<byte[]> Fail(Answer answer, Failure failure, int number) =>
    [
        Event("error", number, new { error = new { type = failure.Type, code = Code(failure), message = failure.Message, param = failure.Param } }),
        Event("response.failed", number + 1, new { response = Body(answer, "failed", [], failure) }),
    ];

    private static IEnumerable<(string Name, object More)> Item(JsonObject item, int output_index, Answer answer)
    {
        var item_id = (string)item["id"]!;
        yield return ("response.output_item.added", new { output_index, item = Begun(item) });
        if ((string)item["type"]! == "function_call")
        {
            var arguments = (string)item["arguments"]!;
            foreach (var (n, delta) in JsonReading.Pieces(arguments).Index())
            {
                yield return ("response.function_call_arguments.delta", new { item_id, output_index, delta, obfuscation = Padding(answer, n) });
            }

            yield return ("response.function_call_arguments.done", new { item_id, output_index, arguments });
        }
        else
        {
            foreach (var part in Part(item["content"]![0]!.AsObject(), item_id, output_index, answer))
            {
                yield return part;
            }
        }

        yield return ("response.output_item.done", new { output_index, item });
    }

    private static IEnumerable<(string Name, object More)> Part(JsonObject part, string item_id, int output_index, Answer answer)
    {
        const int content_index = 0;
        var refuses = (string)part["type"]! == "refusal";
        var text = (string)part[refuses ? "refusal" : "text"]!;
        var name = refuses ? "response.refusal" : "response.output_text";
        yield return ("response.content_part.added", new { item_id, output_index, content_index, part = Content(refuses, "") });
        foreach (var (n, delta) in JsonReading.Pieces(text).Index())
        {
            yield return (name + ".delta", refuses
                ? new { item_id, output_index, content_index, delta, obfuscation = Padding(answer, n) }
                : new { item_id, output_index, content_index, delta, logprobs = Array.Empty<object>(), obfuscation = Padding(answer, n) });
        }

        yield return (name + ".done", refuses
            ? new { item_id, output_index, content_index, refusal = text }
            : new { item_id, output_index, content_index, text, logprobs = Array.Empty<object>() });
        yield return ("response.content_part.done", new { item_id, output_index, content_index, part });
    }

    private static byte[] Event(string name, int number, object more)
    {
        var data = JsonReading.Node(more).AsObject();
        data.Insert(0, "type", name);
        data.Insert(1, "sequence_number", number);
        return JsonReading.Event(name, data);
    }

    private static List<JsonObject> Items(Answer answer)
    {
        var items = new List<JsonObject>();
        if (answer.Refusal is not null || answer.Text is not null)
        {
            items.Add(new JsonObject
            {
                ["id"] = "msg_" + answer.Id[IdPrefix.Length..],
                ["type"] = "message",
                ["status"] = answer.Finish == Finish.Length ? "incomplete" : "completed",
                ["content"] = new JsonArray(Content(answer.Refusal is not null, answer.Refusal ?? answer.Text!)),
                ["role"] = "assistant",
            });
        }

        items.AddRange(answer.Tools.Select(tool => new JsonObject
        {
            ["id"] = "fc_" + tool.Id[CallPrefix.Length..],
            ["type"] = "function_call",
            ["status"] = "completed",
            ["arguments"] = tool.Arguments,
            ["call_id"] = tool.Id,
            ["name"] = tool.Name,
        }));
        return items;
    }

    private static JsonObject Content(bool refuses, string text) => refuses
        ? new JsonObject { ["type"] = "refusal", ["refusal"] = text }
        : new JsonObject { ["type"] = "output_text", ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray(), ["text"] = text };

    /// <returns>The item as it stands before anything of it was said.</returns>
    private static JsonObject Begun(JsonObject item)
    {
        var begun = item.DeepClone().AsObject();
        begun["status"] = "in_progress";
        begun[begun.ContainsKey("arguments") ? "arguments" : "content"] = begun.ContainsKey("arguments") ? "" : new JsonArray();
        return begun;
    }

    private static object Body(Answer answer, string status, List<JsonObject> output, Failure? failure = null) => new
    {
        id = answer.Id,
        @object = "response",
        created_at = answer.Created,
        status,
        background = false,
        error = failure is null ? null : new { code = Code(failure), message = failure.Message },
        incomplete_details = status == "incomplete" ? new { reason = answer.Finish == Finish.Filter ? "content_filter" : "max_output_tokens" } : null,
        instructions = (string?)null,
        max_output_tokens = (int?)null,
        model = answer.Model,
        output,
        parallel_tool_calls = true,
        previous_response_id = (string?)null,
        service_tier = "default",
        store = true,
        temperature = 1.0,
        text = new { format = new { type = "text" }, verbosity = "medium" },
        tool_choice = "auto",
        tools = Array.Empty<object>(),
        top_p = 1.0,
        truncation = "disabled",
        usage = status is "completed" or "incomplete" ? Count(answer.Usage) : null,
        metadata = new { },
    };

    private static object Count(Usage usage) => new
    {
        input_tokens = usage.Input,
        input_tokens_details = new { cached_tokens = usage.Cached },
        output_tokens = usage.Output,
        output_tokens_details = new { reasoning_tokens = 0 },
        total_tokens = usage.Input + usage.Output,
    };

    private static string Padding(Answer answer, int number) => answer.Padding[..(1 + (number * 7 % answer.Padding.Length))];

    private static string Code(Failure failure) => failure.Code ?? failure.Type;

    private static string Word(Finish finish) => finish is Finish.Length or Finish.Filter ? "incomplete" : "completed";
}
