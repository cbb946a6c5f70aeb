using System.Buffers;
using System.Text;
using Lanekeeper.Ledger;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>
/// An answer as a stream of messages, whose blocks stand one behind the other. Calls may come side by side; then the first goes on as it comes, and the
/// others wait until it is complete.
/// </summary>
internal sealed class MessagesStream(Asked asked, AnswerSource source) : StreamSink(asked, source)
{
    private readonly List<Block> _blocks = [];
    private readonly StringBuilder _refusal = new();
    private int _open;

    public override void Ping(IBufferWriter<byte> output)
    {
        if (HasBegun)
        {
            output.Write("event: ping\ndata: {\"type\":\"ping\"}\n\n"u8);
        }
    }

    protected override void Begin() => Send("message_start"u8, data =>
    {
        data.WriteString("type", "message_start");
        data.WriteStartObject("message");
        MessagesWords.WriteHead(data, Asked, Source);
        data.WriteStartArray("content");
        data.WriteEndArray();
        data.WriteNull("stop_reason");
        data.WriteNull("stop_sequence");

        // What was read is known at the end only.
        MessagesWords.WriteUsage(data, Source.Usage ?? new CallUsage(0, 0, 0, 0, 0));
        data.WriteEndObject();
    });

    protected override void Take(AIContent part)
    {
        switch (part)
        {
            case TextContent text:
                Block.Last(_blocks, BlockKind.Text).Waiting.Append(text.Text);
                break;
            case TextReasoningContent thought:
                Block.Last(_blocks, BlockKind.Thinking).Waiting.Append(thought.Text);
                break;
            case ErrorContent refusal:
                _refusal.Append(refusal.Message);
                break;
            case CallContent call:
                TakeCall(call);
                break;
            default:
                break;
        }

        Advance();
    }

    protected override void End(ChatFinishReason finish, CallUsage? usage)
    {
        for (; _open < _blocks.Count; _open++)
        {
            var block = _blocks[_open];
            Begin(block);
            Flush(block);
            Stop();
        }

        Send("message_delta"u8, data =>
        {
            data.WriteString("type", "message_delta");
            data.WriteStartObject("delta");
            MessagesWords.WriteEnd(data, finish, _refusal.ToString());
            data.WriteEndObject();
            MessagesWords.WriteUsage(data, usage ?? new CallUsage(0, 0, 0, 0, 0));
        });
        Output.Write("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8);
    }

    private void TakeCall(CallContent call)
    {
        var block = _blocks.Find(each => each.Kind == BlockKind.Call && each.Key == call.Key);
        if (block is null)
        {
            _blocks.Add(block = new Block { Kind = BlockKind.Call, Key = call.Key });
        }

        (block.Id, block.Name) = (block.Id ?? call.Id, block.Name ?? call.Name);
        if (call.Arguments is { } arguments)
        {
            block.End.See(arguments);
            block.Waiting.Append(arguments);
        }
    }

    // Text and thinking are over as soon as something else comes; a call is when its arguments are complete.
    private void Advance()
    {
        while (_open < _blocks.Count)
        {
            var block = _blocks[_open];
            if (block.Kind == BlockKind.Call && block.Name is null)
            {
                return;
            }

            Begin(block);
            Flush(block);
            if (_open == _blocks.Count - 1 || (block.Kind == BlockKind.Call && !block.End.IsReached))
            {
                return;
            }

            Stop();
            _open++;
        }
    }

    private void Begin(Block block)
    {
        if (block.HasBegun)
        {
            return;
        }

        block.HasBegun = true;
        Send("content_block_start"u8, data =>
        {
            data.WriteString("type", "content_block_start");
            data.WriteNumber("index", _open);
            data.WriteStartObject("content_block");
            MessagesWords.WriteBlockHead(data, Asked, block);
            switch (block.Kind)
            {
                case BlockKind.Text:
                    data.WriteString("text", "");
                    break;
                case BlockKind.Thinking:
                    data.WriteString("thinking", "");
                    data.WriteString("signature", "");
                    break;
                default:
                    data.WriteStartObject("input");
                    data.WriteEndObject();
                    break;
            }

            data.WriteEndObject();
        });
    }

    private void Flush(Block block)
    {
        if (block.Waiting.Length == 0)
        {
            return;
        }

        var (type, name) = block.Kind switch
        {
            BlockKind.Text => ("text_delta", "text"),
            BlockKind.Thinking => ("thinking_delta", "thinking"),
            _ => ("input_json_delta", "partial_json"),
        };
        Send("content_block_delta"u8, data =>
        {
            data.WriteString("type", "content_block_delta");
            data.WriteNumber("index", _open);
            data.WriteStartObject("delta");
            data.WriteString("type", type);
            data.WriteString(name, block.Waiting.ToString());
            data.WriteEndObject();
        });
        block.Waiting.Clear();
    }

    private void Stop() => Send("content_block_stop"u8, data =>
    {
        data.WriteString("type", "content_block_stop");
        data.WriteNumber("index", _open);
    });
}
