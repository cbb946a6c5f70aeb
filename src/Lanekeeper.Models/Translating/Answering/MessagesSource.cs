using System.Text;
using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire.Reading;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>Messages of Anthropic: blocks one behind the other, each begun, filled and ended.</summary>
internal sealed class MessagesSource : AnswerSource
{
    private readonly StringBuilder _signature = new();
    private AnthropicUsage _usage = new();
    private int _calls;
    private string? _block;
    private bool _hasArguments;
    private string _given = "";

    public override CallUsage? Usage => _usage.IsSeen ? _usage.Totals().Tokens : null;

    protected override void Take(JsonElement item)
    {
        switch (item.Get("type").Text())
        {
            case "message_start" when item.Get("message") is { } message:
                // It may begin anew; what was counted before does not count then.
                _usage = new AnthropicUsage();
                TakeHead(message);
                break;
            case "content_block_start" when item.Get("content_block") is { } block:
                Begin(block);
                break;
            case "content_block_delta" when item.Get("delta") is { } delta:
                TakeDelta(delta);
                break;
            case "content_block_stop":
                EndBlock();
                break;
            case "message_delta":
                TakeUsage(item.Get("usage"));
                TakeEnd(item.Get("delta"));
                break;
            default:
                break;
        }
    }

    protected override void TakeWhole(JsonElement body)
    {
        TakeHead(body);
        foreach (var block in body.Get("content").Items())
        {
            Begin(block);
            EndBlock();
        }

        TakeEnd(body);
    }

    private void TakeHead(JsonElement message)
    {
        (Id, Model) = (message.Get("id").Text() ?? Id, message.Get("model").Text() ?? Model);
        TakeUsage(message.Get("usage"));
    }

    private void TakeUsage(JsonElement? usage)
    {
        if (usage is { ValueKind: JsonValueKind.Object } counts)
        {
            // The reader wants to stand before the value.
            var json = Reader(counts);
            _usage.Read(ref json);
        }
    }

    private void Begin(JsonElement block)
    {
        _block = block.Get("type").Text();
        _signature.Clear();
        (_hasArguments, _given) = (false, "");
        switch (_block)
        {
            case "text":
                AddText(block.Get("text"));
                break;
            case "thinking":
                AddThought(block.Get("thinking"));
                _signature.Append(Words(block.Get("signature")));
                break;
            case "redacted_thinking":
                Add(new TextReasoningContent(null) { ProtectedData = Words(block.Get("data")) ?? "", AdditionalProperties = new() { [AnswerParts.Hidden] = true } });
                break;
            case "tool_use":
                Add(new CallContent(_calls, Words(block.Get("id")), Words(block.Get("name")), null));
                _given = block.Get("input") is { ValueKind: JsonValueKind.Object } input ? Encoding.UTF8.GetString(input.Raw()) : "{}";
                break;
            case "fallback":
                Model = Words(block.Get("to").Get("model")) ?? Model;
                break;
            default:
                break;
        }
    }

    private void TakeDelta(JsonElement delta)
    {
        switch (delta.Get("type").Text())
        {
            case "text_delta":
                AddText(delta.Get("text"));
                break;
            case "thinking_delta":
                AddThought(delta.Get("thinking"));
                break;
            case "signature_delta":
                _signature.Append(Words(delta.Get("signature")));
                break;
            case "input_json_delta" when _block == "tool_use" && Words(delta.Get("partial_json")) is { } part:
                _hasArguments = true;
                Add(new CallContent(_calls, null, null, part));
                break;
            default:
                break;
        }
    }

    // Of a call without arguments nothing comes; elsewhere that would be no JSON.
    private void EndBlock()
    {
        if (_block == "tool_use")
        {
            if (!_hasArguments)
            {
                Add(new CallContent(_calls, null, null, _given));
            }

            _calls++;
        }
        else if (_block == "thinking" && _signature.Length > 0)
        {
            Add(new TextReasoningContent(null) { ProtectedData = _signature.ToString() });
        }

        _block = null;
    }

    private void TakeEnd(JsonElement? end)
    {
        if (end.Get("stop_reason").Text() is not { } reason)
        {
            return;
        }

        Finish = reason switch
        {
            "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
            "tool_use" => ChatFinishReason.ToolCalls,
            _ => ChatFinishReason.Stop,
        };
        if (reason == "refusal")
        {
            Add(new ErrorContent(Words(end.Get("stop_details").Get("explanation")) ?? AnswerParts.Refused) { ErrorCode = reason });
        }
    }

    private void AddText(JsonElement? text)
    {
        if (Words(text) is { } words)
        {
            Add(new TextContent(words));
        }
    }

    private void AddThought(JsonElement? text)
    {
        if (Words(text) is { } words)
        {
            Add(new TextReasoningContent(words));
        }
    }
}
