using System.Buffers;
using System.Text.Json;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Models.Translating.Answering;

internal sealed class StreamTranslator(AnswerSource source, StreamSink sink) : IStreamTranslator
{
    private bool _isUnread;

    public bool IsGarbled => _isUnread || source.IsGarbled;

    public void Take(in SseEvent sse, IBufferWriter<byte> output)
    {
        var data = sse.Data;
        if (data.Span.IndexOf((byte)'{') < 0)
        {
            if (sse.Name is null && data.IsEmpty)
            {
                sink.Ping(output);
            }

            return;
        }

        try
        {
            using var item = JsonDocument.Parse(data, Json.Deep);
            if (sse.Name == "ping" || (item.RootElement.ValueKind == JsonValueKind.Object && item.RootElement.TryGetProperty("type"u8, out var type) && type.Text() == "ping"))
            {
                sink.Ping(output);
                return;
            }

            sink.Take(source.See(item.RootElement), output);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // It may have been output; whoever ends the stream says that it is not whole.
            _isUnread = true;
        }
    }

    public void End(IBufferWriter<byte> output) => sink.End(output);

    public void Dispose() => sink.Dispose();
}
