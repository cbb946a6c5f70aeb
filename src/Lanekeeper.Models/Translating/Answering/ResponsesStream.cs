using System.Buffers;
using System.Text.Json;
using Lanekeeper.Ledger;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>An answer as the events of a response: items one behind the other, each added, filled and done, and at the end all of it once more.</summary>
internal sealed class ResponsesStream(Asked asked, AnswerSource source) : StreamSink(asked, source)
{
    private readonly ResponsesEcho _echo = new(asked.Body);
    private readonly List<ResponsesItem> _items = [];
    private bool _isOpen;
    private bool _hasPart;
    private int _sequence;

    public override void Ping(IBufferWriter<byte> output) => output.Write(": ping\n\n"u8);

    protected override void Begin()
    {
        SendResponse("response.created"u8, "in_progress");
        SendResponse("response.in_progress"u8, "in_progress");
    }

    protected override void Take(AIContent part)
    {
        if (!_isOpen || !ResponsesWords.Continues(_items[^1], part))
        {
            Close("completed");
            _items.Add(ResponsesWords.Item(part, ResponsesWords.Id(Asked, Source), _items.Count));
            (_isOpen, _hasPart) = (true, false);
            SendItem("response.output_item.added"u8, isDone: false, "in_progress");
        }

        if (ResponsesWords.Add(_items[^1], part) is { Length: > 0 } words)
        {
            BeginPart();
            SendWords(words);
        }
    }

    protected override void End(ChatFinishReason finish, CallUsage? usage)
    {
        var status = ResponsesWords.StatusOf(finish);
        Close(status);
        SendResponse(status == "completed" ? "response.completed"u8 : "response.incomplete"u8, status);
    }

    private void BeginPart()
    {
        if (!_hasPart)
        {
            _hasPart = true;
            SendPart(isDone: false);
        }
    }

    private void Close(string status)
    {
        if (!_isOpen)
        {
            return;
        }

        _isOpen = false;
        if (_hasPart || _items[^1].Kind == ItemKind.Call)
        {
            SendWholeWords();
        }

        if (_hasPart)
        {
            SendPart(isDone: true);
        }

        SendItem("response.output_item.done"u8, isDone: true, status);
    }

    private void SendWords(string words)
    {
        var item = _items[^1];
        var name = item.Kind switch
        {
            ItemKind.Message => "response.output_text.delta"u8,
            ItemKind.Refusal => "response.refusal.delta"u8,
            ItemKind.Thought => "response.reasoning_summary_text.delta"u8,
            _ => "response.function_call_arguments.delta"u8,
        };
        SendOf(item, name, data =>
        {
            data.WriteString("delta", words);
            if (item.Kind == ItemKind.Message)
            {
                data.WriteStartArray("logprobs");
                data.WriteEndArray();
            }
        });
    }

    private void SendWholeWords()
    {
        var item = _items[^1];
        var name = item.Kind switch
        {
            ItemKind.Message => "response.output_text.done"u8,
            ItemKind.Refusal => "response.refusal.done"u8,
            ItemKind.Thought => "response.reasoning_summary_text.done"u8,
            _ => "response.function_call_arguments.done"u8,
        };
        SendOf(item, name, data =>
        {
            data.WriteString(item.Kind switch { ItemKind.Refusal => "refusal", ItemKind.Call => "arguments", _ => "text" }, item.Text.ToString());
            if (item.Kind == ItemKind.Message)
            {
                data.WriteStartArray("logprobs");
                data.WriteEndArray();
            }
            else if (item.Kind == ItemKind.Call)
            {
                data.WriteString("name", item.Name);
            }
        });
    }

    // A call has no parts.
    private void SendPart(bool isDone)
    {
        var item = _items[^1];
        if (item.Kind == ItemKind.Call)
        {
            return;
        }

        var name = (item.IsMessage, isDone) switch
        {
            (true, false) => "response.content_part.added"u8,
            (true, true) => "response.content_part.done"u8,
            (false, false) => "response.reasoning_summary_part.added"u8,
            _ => "response.reasoning_summary_part.done"u8,
        };
        SendOf(item, name, data =>
        {
            data.WritePropertyName("part");
            item.WritePart(data, isDone);
        });
    }

    private void SendItem(ReadOnlySpan<byte> name, bool isDone, string status) => Send(name, data =>
    {
        data.WriteNumber("output_index", _items.Count - 1);
        data.WritePropertyName("item");
        _items[^1].Write(data, isDone, status);
    });

    private void SendOf(ResponsesItem item, ReadOnlySpan<byte> name, Action<Utf8JsonWriter> members) => Send(name, data =>
    {
        data.WriteString("item_id", item.Id);
        data.WriteNumber("output_index", _items.Count - 1);
        if (item.Kind != ItemKind.Call)
        {
            data.WriteNumber(item.IsMessage ? "content_index" : "summary_index", 0);
        }

        members(data);
    });

    private void SendResponse(ReadOnlySpan<byte> name, string status) => Send(name, data =>
    {
        data.WritePropertyName("response");
        ResponsesWords.Write(data, Asked, Source, _echo, _items, status);
    });

    private new void Send(ReadOnlySpan<byte> name, Action<Utf8JsonWriter> members)
    {
        var type = System.Text.Encoding.UTF8.GetString(name);
        base.Send(name, data =>
        {
            data.WriteString("type", type);
            data.WriteNumber("sequence_number", _sequence++);
            members(data);
        });
    }
}
