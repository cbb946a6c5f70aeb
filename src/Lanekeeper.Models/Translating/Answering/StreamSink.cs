using System.Buffers;
using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Models.Shaping;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>Writes the neutral parts of an answer as a stream of the app's format.</summary>
internal abstract class StreamSink(Asked asked, AnswerSource source) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(new ArrayBufferWriter<byte>(1), SentSchema.Plain);

    protected IBufferWriter<byte> Output { get; private set; } = null!;

    protected Asked Asked => asked;

    protected AnswerSource Source => source;

    public bool HasBegun { get; private set; }

    public void Take(IReadOnlyList<AIContent> parts, IBufferWriter<byte> output)
    {
        Output = output;

        // Some servers send a first event that says nothing at all.
        if (!HasBegun && (parts.Count > 0 || source.Id is not null))
        {
            HasBegun = true;
            Begin();
        }

        foreach (var part in parts)
        {
            Take(part);
        }
    }

    public void End(IBufferWriter<byte> output)
    {
        Output = output;
        if (!HasBegun)
        {
            HasBegun = true;
            Begin();
        }

        End(source.Finish, source.Usage);
    }

    public void Dispose() => _json.Dispose();

    /// <summary>What keeps the line open where the provider does so.</summary>
    public abstract void Ping(IBufferWriter<byte> output);

    protected abstract void Begin();

    protected abstract void Take(AIContent part);

    protected abstract void End(ChatFinishReason finish, CallUsage? usage);

    /// <param name="name">Of the event; empty where the format has none.</param>
    protected void Send(ReadOnlySpan<byte> name, Action<Utf8JsonWriter> members)
    {
        if (name.Length > 0)
        {
            Output.Write("event: "u8);
            Output.Write(name);
            Output.Write("\n"u8);
        }

        Output.Write("data: "u8);
        _json.Reset(Output);
        _json.WriteStartObject();
        members(_json);
        _json.WriteEndObject();
        _json.Flush();
        Output.Write("\n\n"u8);
    }
}
