using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire.Reading;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>Chat completions: a message, or deltas of one. Calls may come side by side, each known by its index.</summary>
internal sealed class ChatSource : AnswerSource
{
    private readonly OpenAiUsage _usage = new();
    private readonly Dictionary<long, (int Key, string? Id)> _calls = [];
    private string? _tier;
    private int _next;

    public override CallUsage? Usage => _usage.IsSeen ? _usage.Tokens(_tier).Tokens : null;

    protected override void Take(JsonElement item) => Take(item, "delta");

    protected override void TakeWhole(JsonElement body) => Take(body, "message");

    private void Take(JsonElement item, string place)
    {
        (Id, Model) = (Words(item.Get("id")) ?? Id, Words(item.Get("model")) ?? Model);
        _tier = item.Get("service_tier").Text() ?? _tier;
        TakeUsage(item.Get("usage"));
        TakeUsage(item.Get("x_groq").Get("usage"));

        // Only one was asked for.
        if (item.Get("choices").Items().FirstOrDefault(choice => choice.Get("index").Count() is null or 0) is { ValueKind: JsonValueKind.Object } choice)
        {
            TakeUsage(choice.Get("usage"));
            TakeDelta(choice.Get(place));
            Finish = choice.Get("finish_reason").Text() switch
            {
                null => Finish,
                "length" => ChatFinishReason.Length,
                "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
                "content_filter" => ChatFinishReason.ContentFilter,

                // Some servers say that they stopped where they call.
                _ => _next > 0 ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
            };
        }
    }

    private void TakeUsage(JsonElement? usage)
    {
        if (usage is { ValueKind: JsonValueKind.Object } counts)
        {
            var json = Reader(counts);
            _usage.Read(ref json);
        }
    }

    private void TakeDelta(JsonElement? delta)
    {
        if ((Words(delta.Get("reasoning_content")) ?? Words(delta.Get("reasoning"))) is { } thought)
        {
            Add(new TextReasoningContent(thought));
        }

        TakeContent(delta.Get("content"));
        if (Words(delta.Get("refusal")) is { } refusal)
        {
            Add(new ErrorContent(refusal) { ErrorCode = "refusal" });
        }

        foreach (var (i, call) in delta.Get("tool_calls").Items().Index())
        {
            TakeCall(call, i);
        }
    }

    // Some servers give it in parts.
    private void TakeContent(JsonElement? content)
    {
        if (Words(content) is { } words)
        {
            Add(new TextContent(words));
        }

        foreach (var part in content.Items())
        {
            if (part.Get("type").Text() == "thinking")
            {
                foreach (var thought in part.Get("thinking").Items().Select(inner => Words(inner.Get("text"))).OfType<string>())
                {
                    Add(new TextReasoningContent(thought));
                }
            }
            else if (Words(part.Get("text")) is { } text)
            {
                Add(new TextContent(text));
            }
        }
    }

    // Another id at an index already known is another call: some servers count no further than the first.
    private void TakeCall(JsonElement call, int position)
    {
        var index = call.Get("index").Count() ?? position;
        var id = Words(call.Get("id"));
        if (!_calls.TryGetValue(index, out var known) || (id is not null && known.Id is not null && id != known.Id))
        {
            known = (_next++, id);
        }

        known.Id ??= id;
        _calls[index] = known;
        var function = call.Get("function");
        var arguments = function.Get("arguments");
        Add(new CallContent(known.Key, id, Words(function.Get("name")), arguments is { ValueKind: JsonValueKind.Object } given ? given.GetRawText() : Words(arguments)));
    }
}
