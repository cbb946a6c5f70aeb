using System.Text;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>A chat completion, whole or as chunks.</summary>
internal static class ChatWriter
{
    private const string Fingerprint = "fp_fa017a0000";
    private static readonly byte[] Done = Encoding.UTF8.GetBytes("data: [DONE]\n\n");

    public static byte[] Whole(Answer answer)
    {
        var message = new Dictionary<string, object?>
        {
            ["role"] = "assistant",
            ["content"] = answer.Text,
            ["refusal"] = answer.Refusal,
            ["annotations"] = Array.Empty<object>(),
        };
        if (answer.Tools.Count > 0)
        {
            message["tool_calls"] = answer.Tools.Select(tool => new { id = tool.Id, type = "function", function = new { name = tool.Name, arguments = tool.Arguments } });
        }

        return JsonReading.Bytes(new
        {
            id = answer.Id,
            @object = "chat.completion",
            created = answer.Created,
            model = answer.Model,
            choices = new[] { new { index = 0, message, logprobs = (object?)null, finish_reason = Word(answer.Finish) } },
            usage = Count(answer.Usage),
            service_tier = "default",
            system_fingerprint = Fingerprint,
        });
    }

    public static IEnumerable<byte[]> Stream(Answer answer, bool withUsage)
    {
        var events = new List<byte[]>();
        byte[] Chunk(object[] choices, object? usage = null) => Encode(answer, choices, withUsage, usage, events.Count);
        void Say(object delta, string? finish = null) => events.Add(Chunk([new { index = 0, delta, logprobs = (object?)null, finish_reason = finish }]));

        Say(new { role = "assistant", content = answer.Text is null ? null : "", refusal = (string?)null });
        foreach (var delta in Deltas(answer))
        {
            Say(delta);
        }

        Say(new { }, Word(answer.Finish));
        if (withUsage)
        {
            events.Add(Chunk([], Count(answer.Usage)));
        }

        return events.Append(Done);
    }

    private static IEnumerable<object> Deltas(Answer answer)
    {
        foreach (var piece in JsonReading.Pieces(answer.Text ?? ""))
        {
            yield return new { content = piece };
        }

        foreach (var piece in JsonReading.Pieces(answer.Refusal ?? ""))
        {
            yield return new { refusal = piece };
        }

        foreach (var (index, tool) in answer.Tools.Index())
        {
            yield return new { tool_calls = new[] { new { index, id = tool.Id, type = "function", function = new { name = tool.Name, arguments = "" } } } };
            foreach (var piece in JsonReading.Pieces(tool.Arguments))
            {
                yield return new { tool_calls = new[] { new { index, function = new { arguments = piece } } } };
            }
        }
    }

    private static byte[] Encode(Answer answer, object[] choices, bool withUsage, object? usage, int number)
    {
        var chunk = new Dictionary<string, object?>
        {
            ["id"] = answer.Id,
            ["object"] = "chat.completion.chunk",
            ["created"] = answer.Created,
            ["model"] = answer.Model,
            ["service_tier"] = "default",
            ["system_fingerprint"] = Fingerprint,
            ["choices"] = choices,
        };
        if (withUsage)
        {
            chunk["usage"] = usage;
        }

        chunk["obfuscation"] = answer.Padding[..(1 + (number * 7 % answer.Padding.Length))];
        return JsonReading.Event(null, chunk);
    }

    private static object Count(Usage usage) => new
    {
        prompt_tokens = usage.Input,
        completion_tokens = usage.Output,
        total_tokens = usage.Input + usage.Output,
        prompt_tokens_details = new { cached_tokens = usage.Cached, audio_tokens = 0 },
        completion_tokens_details = new { reasoning_tokens = 0, audio_tokens = 0, accepted_prediction_tokens = 0, rejected_prediction_tokens = 0 },
    };

    private static string Word(Finish finish) => finish switch
    {
        Finish.Length => "length",
        Finish.Tools => "tool_calls",
        Finish.Filter => "content_filter",
        _ => "stop",
    };
}
