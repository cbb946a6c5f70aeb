using Lanekeeper.Models.Wire.Reading;
using Lanekeeper.Models.Wire.Requests;

namespace Lanekeeper.Models.Wire;

/// <summary>Reads what passes by, without changing it. Nothing here throws, whatever the bytes hold.</summary>
internal static class WireReading
{
    public static IStreamWatch Watch(WireKind kind) => Reader(kind);

    public static WireFacts ReadBody(WireKind kind, ReadOnlyMemory<byte> body, int status) => Reader(kind).ReadBody(body.Span, status);

    public static RequestFacts ReadRequest(WireKind kind, ReadOnlyMemory<byte> body) => RequestReader.Read(kind, body.Span);

    /// <returns>The body with another model and, where it lacks it, with the wish for usage; every other byte stays.</returns>
    public static byte[] Rewrite(ReadOnlyMemory<byte> body, RequestFacts facts, string? model, bool askForUsage) =>
        RequestEdits.Apply(body.Span, facts, model, askForUsage);

    private static AnswerReader Reader(WireKind kind) => kind switch
    {
        WireKind.ChatCompletions => new ChatReader(),
        WireKind.Responses => new ResponsesReader(),
        WireKind.Messages => new MessagesReader(),
        WireKind.Embeddings => new EmbeddingsReader(),
        WireKind.CountTokens => new CountReader(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No format of this name is known."),
    };
}
