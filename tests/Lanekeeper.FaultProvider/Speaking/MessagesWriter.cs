using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>A message, whole or as events.</summary>
internal static class MessagesWriter
{
    public static byte[] Whole(Answer answer) => JsonReading.Bytes(Message(answer, Blocks(answer), Word(answer.Finish), Details(answer), answer.Usage.Output));

    public static IEnumerable<byte[]> Stream(Answer answer)
    {
        yield return JsonReading.Event("message_start", new { type = "message_start", message = Message(answer, [], null, null, 1) });
        yield return JsonReading.Event("ping", new { type = "ping" });

        var index = 0;
        if (answer.Text is not null)
        {
            var deltas = JsonReading.Pieces(answer.Text).Select(piece => (object)new { type = "text_delta", text = piece });
            foreach (var part in Block(index++, new { type = "text", text = "" }, deltas))
            {
                yield return part;
            }
        }

        foreach (var tool in answer.Tools)
        {
            var deltas = JsonReading.Pieces(tool.Arguments).Prepend("").Select(piece => (object)new { type = "input_json_delta", partial_json = piece });
            foreach (var part in Block(index++, new { type = "tool_use", id = tool.Id, name = tool.Name, input = new { } }, deltas))
            {
                yield return part;
            }
        }

        yield return JsonReading.Event("message_delta", new
        {
            type = "message_delta",
            delta = new { stop_reason = Word(answer.Finish), stop_sequence = (string?)null, stop_details = Details(answer) },
            usage = new
            {
                input_tokens = answer.Usage.Input - answer.Usage.Cached,
                cache_creation_input_tokens = 0,
                cache_read_input_tokens = answer.Usage.Cached,
                output_tokens = answer.Usage.Output,
            },
        });
        yield return JsonReading.Event("message_stop", new { type = "message_stop" });
    }

    private static IEnumerable<byte[]> Block(int index, object start, IEnumerable<object> deltas)
    {
        yield return JsonReading.Event("content_block_start", new { type = "content_block_start", index, content_block = start });
        foreach (var delta in deltas)
        {
            yield return JsonReading.Event("content_block_delta", new { type = "content_block_delta", index, delta });
        }

        yield return JsonReading.Event("content_block_stop", new { type = "content_block_stop", index });
    }

    private static List<object> Blocks(Answer answer)
    {
        var blocks = new List<object>();
        if (answer.Text is not null)
        {
            blocks.Add(new { type = "text", text = answer.Text });
        }

        blocks.AddRange(answer.Tools.Select(tool => new { type = "tool_use", id = tool.Id, name = tool.Name, input = JsonElement.Parse(tool.Arguments) }));
        return blocks;
    }

    private static object Message(Answer answer, IReadOnlyList<object> content, string? stop, object? details, int output) => new
    {
        model = answer.Model,
        id = answer.Id,
        type = "message",
        role = "assistant",
        content,
        stop_reason = stop,
        stop_sequence = (string?)null,
        stop_details = details,
        usage = new
        {
            input_tokens = answer.Usage.Input - answer.Usage.Cached,
            cache_creation_input_tokens = 0,
            cache_read_input_tokens = answer.Usage.Cached,
            cache_creation = new { ephemeral_5m_input_tokens = 0, ephemeral_1h_input_tokens = 0 },
            output_tokens = output,
            service_tier = "standard",
            inference_geo = "not_available",
        },
    };

    /// <summary>A refusal gives its ground beside the message, which stays empty.</summary>
    private static object? Details(Answer answer) => answer.Finish == Finish.Refusal
        ? new { type = "refusal", category = "cyber", explanation = answer.Refusal, recommended_model = (string?)null }
        : null;

    private static string Word(Finish finish) => finish switch
    {
        Finish.Length => "max_tokens",
        Finish.Tools => "tool_use",
        Finish.Refusal => "refusal",
        _ => "end_turn",
    };
}
