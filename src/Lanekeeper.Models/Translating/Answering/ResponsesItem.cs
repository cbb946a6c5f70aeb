using System.Text;
using System.Text.Json;

namespace Lanekeeper.Models.Translating.Answering;

internal enum ItemKind
{
    Message,
    Refusal,
    Call,
    Thought,
}

/// <summary>An item of a response's output.</summary>
internal sealed class ResponsesItem
{
    public required ItemKind Kind { get; init; }

    public required string Id { get; init; }

    /// <summary>Which call it is.</summary>
    public int Key { get; init; }

    public string? CallId { get; init; }

    public string? Name { get; init; }

    /// <summary>What it says, thinks, or calls with.</summary>
    public StringBuilder Text { get; } = new();

    public Thoughts? Thoughts { get; set; }

    /// <summary>A thought that was signed takes no more.</summary>
    public bool IsFull => Thoughts is not null;

    /// <summary>A message's refusal and its text are parts of two items here, in the order in which they came.</summary>
    public bool IsMessage => Kind is ItemKind.Message or ItemKind.Refusal;

    public void Write(Utf8JsonWriter json, bool isDone, string status)
    {
        json.WriteStartObject();
        json.WriteString("id", Id);
        switch (Kind)
        {
            case ItemKind.Call:
                json.WriteString("type", "function_call");
                json.WriteString("status", isDone ? status : "in_progress");
                json.WriteString("call_id", CallId);
                json.WriteString("name", Name);
                json.WriteString("arguments", isDone ? Text.ToString() : "");
                break;
            case ItemKind.Thought:
                json.WriteString("type", "reasoning");
                WriteSummary(json, isDone);
                break;
            default:
                json.WriteString("type", "message");
                json.WriteString("status", isDone ? status : "in_progress");
                json.WriteString("role", "assistant");
                json.WriteStartArray("content");
                if (isDone)
                {
                    WritePart(json, isDone);
                }

                json.WriteEndArray();
                break;
        }

        json.WriteEndObject();
    }

    public void WritePart(Utf8JsonWriter json, bool isDone)
    {
        var text = isDone ? Text.ToString() : "";
        json.WriteStartObject();
        switch (Kind)
        {
            case ItemKind.Refusal:
                json.WriteString("type", "refusal");
                json.WriteString("refusal", text);
                break;
            case ItemKind.Thought:
                json.WriteString("type", "summary_text");
                json.WriteString("text", text);
                break;
            default:
                json.WriteString("type", "output_text");
                json.WriteStartArray("annotations");
                json.WriteEndArray();
                json.WriteStartArray("logprobs");
                json.WriteEndArray();
                json.WriteString("text", text);
                break;
        }

        json.WriteEndObject();
    }

    private void WriteSummary(Utf8JsonWriter json, bool isDone)
    {
        json.WriteStartArray("summary");
        if (isDone && Text.Length > 0)
        {
            WritePart(json, isDone);
        }

        json.WriteEndArray();
        if (isDone && Thoughts is not null)
        {
            json.WriteString("encrypted_content", Thoughts.ToString());
        }
    }
}
