using System.Buffers;
using System.Text;
using System.Text.Json;
using Lanekeeper.Ledger;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>An answer as chunks of a chat completion.</summary>
internal sealed class ChatStream(Asked asked, AnswerSource source) : StreamSink(asked, source)
{
    private readonly StringBuilder _thought = new();
    private readonly List<SignedThought> _thoughts = [];
    private int _calls;

    public override void Ping(IBufferWriter<byte> output) => output.Write(": ping\n\n"u8);

    protected override void Begin() => Send(delta =>
    {
        delta.WriteString("role", "assistant");
        delta.WriteString("content", "");
        delta.WriteNull("refusal");
    });

    protected override void Take(AIContent part)
    {
        switch (part)
        {
            case TextContent text:
                Send(delta => delta.WriteString("content", text.Text));
                break;
            case ErrorContent refusal:
                Send(delta => delta.WriteString("refusal", refusal.Message));
                break;
            case CallContent call:
                Send(delta => WriteCall(delta, call));
                break;
            case TextReasoningContent { ProtectedData: { } data } thought:
                _thoughts.Add(new(_thought.ToString(), data, thought.IsHidden()));
                _thought.Clear();
                break;
            case TextReasoningContent thought:
                _thought.Append(thought.Text);
                Send(delta => delta.WriteString("reasoning_content", thought.Text));
                break;
            default:
                break;
        }
    }

    protected override void End(ChatFinishReason finish, CallUsage? usage)
    {
        // At once: without indexes, apps do not put several lists together.
        if (_thoughts.Count > 0)
        {
            Send(delta => ChatWords.WriteThoughts(delta, _thoughts));
        }

        Send(_ => { }, finish.Value);
        if (Asked.IncludeUsage && usage is { } counted)
        {
            Send(""u8, chunk =>
            {
                WriteHead(chunk);
                chunk.WriteStartArray("choices");
                chunk.WriteEndArray();
                ChatWords.WriteUsage(chunk, counted);
            });
        }

        Output.Write("data: [DONE]\n\n"u8);
    }

    private void WriteCall(Utf8JsonWriter delta, CallContent call)
    {
        delta.WriteStartArray("tool_calls");
        delta.WriteStartObject();
        delta.WriteNumber("index", call.Key);
        if (call.Key >= _calls)
        {
            // Its first part, and the only one that has its id.
            _calls = call.Key + 1;
            delta.WriteString("id", call.Id ?? Asked.IdOf(call.Key));
            delta.WriteString("type", "function");
        }

        delta.WriteStartObject("function");
        if (call.Name is not null)
        {
            delta.WriteString("name", call.Name);
        }

        delta.WriteString("arguments", call.Arguments ?? "");
        delta.WriteEndObject();
        delta.WriteEndObject();
        delta.WriteEndArray();
    }

    private void Send(Action<Utf8JsonWriter> members, string? finish = null) => Send(""u8, chunk =>
    {
        WriteHead(chunk);
        chunk.WriteStartArray("choices");
        chunk.WriteStartObject();
        chunk.WriteNumber("index", 0);
        chunk.WriteStartObject("delta");
        members(chunk);
        chunk.WriteEndObject();
        chunk.WriteNull("logprobs");
        chunk.WriteString("finish_reason", finish);
        chunk.WriteEndObject();
        chunk.WriteEndArray();
        if (Asked.IncludeUsage)
        {
            chunk.WriteNull("usage");
        }
    });

    private void WriteHead(Utf8JsonWriter chunk)
    {
        chunk.WriteString("id", Source.Id ?? Asked.CallId.ToString());
        chunk.WriteString("object", "chat.completion.chunk");
        chunk.WriteNumber("created", Asked.At.ToUnixTimeSeconds());
        chunk.WriteString("model", Source.Model ?? "");
    }
}
