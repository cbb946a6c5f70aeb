using System.Text;
using Lanekeeper.Models;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Rooms.Tests.Models.Wire;

/// <summary>Events copied out of a stream, and streams read in pieces.</summary>
internal sealed record Event(string Raw, string Data, string? Name);

internal static class Replay
{
    private const int Large = 1 << 20;

    /// <summary>Latin-1 keeps every byte apart from every other.</summary>
    public static IReadOnlyList<Event> Events(byte[] body, params IEnumerable<int> cuts) => Events(new SseSplitter(Large), body, cuts);

    public static IReadOnlyList<Event> Events(SseSplitter splitter, byte[] body, IEnumerable<int> cuts)
    {
        var events = new List<Event>();
        Run(splitter, body, cuts, (in SseEvent sse) => events.Add(new Event(Words(sse.Raw), Words(sse.Data), sse.Name)));
        return events;
    }

    public static WireFacts Facts(WireKind kind, byte[] body, params IEnumerable<int> cuts)
    {
        var watch = WireReading.Watch(kind);
        Run(new SseSplitter(Large), body, cuts, (in SseEvent sse) => watch.See(sse));
        return watch.End();
    }

    public static WireFacts Facts(WireKind kind, string body) => Facts(kind, Encoding.UTF8.GetBytes(body), []);

    /// <summary>What each event is, comments included.</summary>
    public static IReadOnlyList<StreamSight> Sights(WireKind kind, string body)
    {
        var (watch, sights) = (WireReading.Watch(kind), new List<StreamSight>());
        Run(new SseSplitter(Large), Encoding.UTF8.GetBytes(body), [], (in SseEvent sse) => sights.Add(watch.See(sse)));
        return sights;
    }

    public static void Run(SseSplitter splitter, byte[] body, IEnumerable<int> cuts, See see)
    {
        var from = 0;
        foreach (var cut in cuts.Append(body.Length))
        {
            splitter.Append(body.AsSpan(from, cut - from));
            from = cut;
            while (splitter.TryRead(out var sse))
            {
                see(sse);
            }
        }

        while (splitter.TryReadRest(out var rest))
        {
            see(rest);
        }
    }

    public static string Words(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}

internal delegate void See(in SseEvent sse);
