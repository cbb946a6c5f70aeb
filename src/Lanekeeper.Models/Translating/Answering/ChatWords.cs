using System.Text;
using System.Text.Json;
using Lanekeeper.Ledger;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>An answer as a chat completion, and what its chunks share with it.</summary>
internal static class ChatWords
{
    public static void Write(Utf8JsonWriter json, Asked asked, AnswerSource source, IReadOnlyList<AIContent> parts)
    {
        json.WriteStartObject();
        json.WriteString("id", source.Id ?? asked.CallId.ToString());
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", asked.At.ToUnixTimeSeconds());
        json.WriteString("model", source.Model ?? "");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteMessage(json, asked, parts);
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", source.Finish.Value);
        json.WriteEndObject();
        json.WriteEndArray();
        if (source.Usage is { } usage)
        {
            WriteUsage(json, usage);
        }

        json.WriteEndObject();
    }

    /// <summary>Whole, so that they can come back with their signatures.</summary>
    public static void WriteThoughts(Utf8JsonWriter json, IReadOnlyList<SignedThought> thoughts)
    {
        json.WriteStartArray("thinking_blocks");
        foreach (var thought in thoughts)
        {
            json.WriteStartObject();
            json.WriteString("type", thought.IsHidden ? "redacted_thinking" : "thinking");
            if (!thought.IsHidden)
            {
                json.WriteString("thinking", thought.Text);
            }

            json.WriteString(thought.IsHidden ? "data" : "signature", thought.Data);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteUsage(Utf8JsonWriter json, CallUsage usage)
    {
        var (read, written) = (usage.CacheRead ?? 0, usage.CacheWrite ?? 0);
        var (prompt, completion) = ((usage.Input ?? 0) + read + written, usage.Output ?? 0);
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", prompt);
        json.WriteNumber("completion_tokens", completion);
        json.WriteNumber("total_tokens", prompt + completion);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", read);
        json.WriteNumber("cache_write_tokens", written);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", usage.Reasoning ?? 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, Asked asked, IReadOnlyList<AIContent> parts)
    {
        var text = string.Concat(parts.OfType<TextContent>().Select(part => part.Text));
        var refusal = string.Concat(parts.OfType<ErrorContent>().Select(part => part.Message));
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", text.Length > 0 ? text : null);
        json.WriteString("refusal", refusal.Length > 0 ? refusal : null);
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        WriteThoughts(json, [.. parts.OfType<TextReasoningContent>()]);
        WriteCalls(json, asked, [.. parts.OfType<CallContent>()]);
        json.WriteEndObject();
    }

    private static void WriteThoughts(Utf8JsonWriter json, List<TextReasoningContent> thoughts)
    {
        if (thoughts.Count == 0)
        {
            return;
        }

        json.WriteString("reasoning_content", string.Concat(thoughts.Select(thought => thought.Text)));
        var (text, signed) = (new StringBuilder(), new List<SignedThought>());
        foreach (var thought in thoughts)
        {
            text.Append(thought.Text);
            if (thought.ProtectedData is { } data)
            {
                signed.Add(new(text.ToString(), data, thought.IsHidden()));
                text.Clear();
            }
        }

        WriteThoughts(json, signed);
    }

    private static void WriteCalls(Utf8JsonWriter json, Asked asked, List<CallContent> calls)
    {
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in calls.GroupBy(part => part.Key))
        {
            json.WriteStartObject();
            json.WriteString("id", call.Select(part => part.Id).OfType<string>().FirstOrDefault() ?? asked.IdOf(call.Key));
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Select(part => part.Name).OfType<string>().FirstOrDefault() ?? "");
            json.WriteString("arguments", string.Concat(call.Select(part => part.Arguments)));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
