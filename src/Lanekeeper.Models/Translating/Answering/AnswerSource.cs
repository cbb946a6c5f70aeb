using System.Runtime.InteropServices;
using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Wire.Reading;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>
/// Reads a provider's answer, whole or event by event, into neutral parts: text, thinking (whose <c>ProtectedData</c> ends it), refusals as errors,
/// and parts of calls. What it does not know it passes over; it never throws for what the JSON holds.
/// </summary>
internal abstract class AnswerSource
{
    private readonly List<AIContent> _parts = [];

    public string? Id { get; protected set; }

    public string? Model { get; protected set; }

    public ChatFinishReason Finish { get; protected set; } = ChatFinishReason.Stop;

    /// <summary>Input without what the cache read or wrote.</summary>
    public abstract CallUsage? Usage { get; }

    /// <summary>There was output that cannot be said in another format: half a character.</summary>
    public bool IsGarbled { get; private set; }

    public IReadOnlyList<AIContent> See(JsonElement item)
    {
        _parts.Clear();
        Take(item);
        return _parts;
    }

    public IReadOnlyList<AIContent> Read(JsonElement body)
    {
        _parts.Clear();
        TakeWhole(body);
        return _parts;
    }

    /// <summary>One event of a stream.</summary>
    protected abstract void Take(JsonElement item);

    protected abstract void TakeWhole(JsonElement body);

    protected void Add(AIContent part) => _parts.Add(part);

    /// <summary>The text of a value; <see langword="null"/> where there is none or it is empty.</summary>
    protected string? Words(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.String } text)
        {
            return null;
        }

        var words = text.Text();
        IsGarbled |= words is null;
        return words is { Length: > 0 } ? words : null;
    }

    protected static Utf8JsonReader Reader(JsonElement value) => WireJson.Open(JsonMarshal.GetRawUtf8Value(value));
}
