using System.Buffers;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Models.Translating;

/// <summary>Turns a provider's stream into one of the app's format, event by event. It never throws, whatever they hold.</summary>
internal interface IStreamTranslator : IDisposable
{
    /// <summary>Something came that cannot be said in the app's format, so what was written is not all of it.</summary>
    bool IsGarbled { get; }

    /// <summary>Writes what an event becomes; never what ends the stream.</summary>
    void Take(in SseEvent sse, IBufferWriter<byte> output);

    /// <summary>Writes the events that end it, once the provider's stream has come to its own end.</summary>
    void End(IBufferWriter<byte> output);
}
