using System.Text.Json;
using Lanekeeper.Ledger;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>An answer as a response, and what its events share with it.</summary>
internal static class ResponsesWords
{
    public static void Write(Utf8JsonWriter json, Asked asked, AnswerSource source, IReadOnlyList<AIContent> parts)
    {
        var items = new List<ResponsesItem>();
        foreach (var part in parts)
        {
            if (items.Count == 0 || !Continues(items[^1], part))
            {
                items.Add(Item(part, Id(asked, source), items.Count));
            }

            Add(items[^1], part);
        }

        Write(json, asked, source, new ResponsesEcho(asked.Body), items, StatusOf(source.Finish));
    }

    public static string Id(Asked asked, AnswerSource source) => source.Id ?? asked.CallId.ToString();

    public static string StatusOf(ChatFinishReason finish) =>
        finish == ChatFinishReason.Length || finish == ChatFinishReason.ContentFilter ? "incomplete" : "completed";

    /// <param name="status"><c>in_progress</c> while it is not over.</param>
    public static void Write(Utf8JsonWriter json, Asked asked, AnswerSource source, ResponsesEcho echo, List<ResponsesItem> items, string status)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(asked, source));
        json.WriteString("object", "response");
        json.WriteNumber("created_at", asked.At.ToUnixTimeSeconds());
        json.WriteString("status", status);
        json.WriteBoolean("background", false);
        json.WriteNull("error");
        WriteIncomplete(json, status, source.Finish);
        json.WriteString("model", source.Model ?? "");
        json.WriteStartArray("output");
        foreach (var item in items)
        {
            item.Write(json, isDone: true, status == "in_progress" ? "completed" : status);
        }

        json.WriteEndArray();
        json.WriteNull("previous_response_id");
        json.WriteBoolean("store", false);
        json.WriteString("truncation", "disabled");
        echo.Write(json);
        WriteUsage(json, status == "in_progress" ? null : source.Usage);
        json.WriteEndObject();
    }

    public static bool Continues(ResponsesItem item, AIContent part) => part switch
    {
        TextContent => item.Kind == ItemKind.Message,
        ErrorContent => item.Kind == ItemKind.Refusal,
        TextReasoningContent => item is { Kind: ItemKind.Thought, IsFull: false },
        CallContent call => item.Kind == ItemKind.Call && item.Key == call.Key,
        _ => true,
    };

    public static ResponsesItem Item(AIContent part, string response, int number) => part switch
    {
        CallContent call => new()
        {
            Kind = ItemKind.Call,
            Id = $"fc_{response}_{number}",
            Key = call.Key,
            CallId = call.Id ?? $"call_{response}_{number}",
            Name = call.Name ?? "",
        },
        TextReasoningContent => new() { Kind = ItemKind.Thought, Id = $"rs_{response}_{number}" },
        ErrorContent => new() { Kind = ItemKind.Refusal, Id = $"msg_{response}_{number}" },
        _ => new() { Kind = ItemKind.Message, Id = $"msg_{response}_{number}" },
    };

    /// <returns>What the part adds to the item's words.</returns>
    public static string? Add(ResponsesItem item, AIContent part)
    {
        var words = part switch
        {
            TextContent text => text.Text,
            ErrorContent refusal => refusal.Message,
            TextReasoningContent thought => thought.Text,
            CallContent call => call.Arguments,
            _ => null,
        };
        item.Text.Append(words);
        if (part is TextReasoningContent { ProtectedData: { } data } ended)
        {
            item.Thoughts = new Thoughts(data, ended.IsHidden());
        }

        return words;
    }

    private static void WriteIncomplete(Utf8JsonWriter json, string status, ChatFinishReason finish)
    {
        if (status != "incomplete")
        {
            json.WriteNull("incomplete_details");
            return;
        }

        json.WriteStartObject("incomplete_details");
        json.WriteString("reason", finish == ChatFinishReason.Length ? "max_output_tokens" : "content_filter");
        json.WriteEndObject();
    }

    private static void WriteUsage(Utf8JsonWriter json, CallUsage? usage)
    {
        if (usage is null)
        {
            json.WriteNull("usage");
            return;
        }

        var (read, written) = (usage.CacheRead ?? 0, usage.CacheWrite ?? 0);
        var (input, output) = ((usage.Input ?? 0) + read + written, usage.Output ?? 0);
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", input);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", read);
        json.WriteNumber("cache_write_tokens", written);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", output);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning ?? 0);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", input + output);
        json.WriteEndObject();
    }
}
