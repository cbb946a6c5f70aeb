using System.Text;
using System.Text.Json;
using Lanekeeper.Ledger;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>An answer as a message of Anthropic, and what its events share with it.</summary>
internal static class MessagesWords
{
    public static void Write(Utf8JsonWriter json, Asked asked, AnswerSource source, IReadOnlyList<AIContent> parts)
    {
        json.WriteStartObject();
        WriteHead(json, asked, source);
        json.WriteStartArray("content");
        foreach (var block in Blocks(parts))
        {
            WriteBlock(json, asked, block);
        }

        json.WriteEndArray();
        WriteEnd(json, source.Finish, string.Concat(parts.OfType<ErrorContent>().Select(part => part.Message)));
        WriteUsage(json, source.Usage ?? new CallUsage(0, 0, 0, 0, 0));
        json.WriteEndObject();
    }

    public static void WriteHead(Utf8JsonWriter json, Asked asked, AnswerSource source)
    {
        json.WriteString("id", source.Id ?? asked.CallId.ToString());
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", source.Model ?? "");
    }

    public static void WriteBlockHead(Utf8JsonWriter json, Asked asked, Block block)
    {
        json.WriteString("type", block.Kind switch { BlockKind.Text => "text", BlockKind.Thinking => "thinking", _ => "tool_use" });
        if (block.Kind == BlockKind.Call)
        {
            json.WriteString("id", block.Id ?? asked.IdOf(block.Key));
            json.WriteString("name", block.Name ?? "");
        }
    }

    /// <summary>Why it ended.</summary>
    /// <param name="refusal">The words of one that refused.</param>
    public static void WriteEnd(Utf8JsonWriter json, ChatFinishReason finish, string refusal)
    {
        var isRefused = refusal.Length > 0 || finish == ChatFinishReason.ContentFilter;
        json.WriteString("stop_reason", isRefused ? "refusal"
            : finish == ChatFinishReason.Length ? "max_tokens"
            : finish == ChatFinishReason.ToolCalls ? "tool_use"
            : "end_turn");
        json.WriteNull("stop_sequence");
        if (isRefused)
        {
            json.WriteStartObject("stop_details");
            json.WriteString("type", "refusal");
            json.WriteNull("category");
            json.WriteString("explanation", refusal.Length > 0 ? refusal : "A filter of the provider stopped the answer.");
            json.WriteEndObject();
        }
    }

    public static void WriteUsage(Utf8JsonWriter json, CallUsage usage)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Input ?? 0);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWrite ?? 0);
        json.WriteNumber("cache_read_input_tokens", usage.CacheRead ?? 0);
        json.WriteNumber("output_tokens", usage.Output ?? 0);
        if (usage.Reasoning is > 0 and var thinking)
        {
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("thinking_tokens", thinking);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static List<Block> Blocks(IReadOnlyList<AIContent> parts)
    {
        var blocks = new List<Block>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextContent text:
                    Block.Last(blocks, BlockKind.Text).Waiting.Append(text.Text);
                    break;
                case TextReasoningContent thought:
                    Block.Last(blocks, BlockKind.Thinking).Waiting.Append(thought.Text);
                    break;
                case CallContent call:
                    var block = new Block { Kind = BlockKind.Call, Key = call.Key, Id = call.Id, Name = call.Name };
                    block.Waiting.Append(call.Arguments);
                    blocks.Add(block);
                    break;
                default:
                    break;
            }
        }

        return blocks;
    }

    private static void WriteBlock(Utf8JsonWriter json, Asked asked, Block block)
    {
        json.WriteStartObject();
        WriteBlockHead(json, asked, block);
        switch (block.Kind)
        {
            case BlockKind.Text:
                json.WriteString("text", block.Waiting.ToString());
                break;
            case BlockKind.Thinking:
                json.WriteString("thinking", block.Waiting.ToString());
                json.WriteString("signature", "");
                break;
            default:
                WriteInput(json, block.Waiting.ToString());
                break;
        }

        json.WriteEndObject();
    }

    // There it is an object. What a model wrote that is none stays visible to whoever checks it.
    private static void WriteInput(Utf8JsonWriter json, string arguments)
    {
        var bytes = Encoding.UTF8.GetBytes(arguments);
        if (Json.IsObject(bytes))
        {
            json.WriteRaw("input", bytes);
            return;
        }

        json.WriteStartObject("input");
        if (arguments.Length > 0)
        {
            json.WriteString("unparsed_arguments", arguments);
        }

        json.WriteEndObject();
    }
}
