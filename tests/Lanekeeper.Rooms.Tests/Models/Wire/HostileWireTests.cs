using System.Text;
using Lanekeeper.Models;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Rooms.Tests.Models.Wire;

/// <summary>Nothing that comes over the wire makes a reader throw.</summary>
public sealed class HostileWireTests
{
    private static readonly byte[][] Splinters = [.. new[]
    {
        "{", "}", "[", "]", ":", ",", "\"", "null", "1e999", "-0.0", "NaN", "\\ud800", "\\u0000", "\"error\":", "\"usage\":{", "\"model\":\"\\ud800\"", "\"\\ud800\":1",
        "\"iterations\":[{\"iterations\":[", "\"choices\":[null,{\"delta\":[]}]", "9223372036854775807", "99999999999999999999999999", "\n\n", "\r", "data: ", "\"type\":{}",
    }.Select(Encoding.UTF8.GetBytes), [0xFF, 0xFE], [0xC3], [0xED, 0xA0, 0x80]];

    [Fact]
    public void Recordings_broken_in_any_way_are_read_without_an_exception()
    {
        var random = new Random(7);
        var bodies = Recording.All.SelectMany(one => new[] { one.Response, one.Request }).OfType<byte[]>().Where(body => body.Length < Recording.Small).ToArray();
        for (var round = 0; round < 6000; round++)
        {
            ReadAll(Break(random, random.GetItems(bodies, 1)[0]));
        }
    }

    [Fact]
    public void Every_body_may_end_anywhere()
    {
        foreach (var body in Recording.All.Where(one => !one.IsStream && one.Response.Length < 3000))
        {
            for (var length = 0; length < body.Response.Length - 1; length += 3)
            {
                WireReading.ReadBody(body.Kind, body.Response.AsMemory(0, length), body.Status).Failure.ShouldNotBeNull();
            }
        }
    }

    [Fact]
    public void Depth_is_bounded()
    {
        foreach (var deep in new[] { "[", "{\"a\":", "{\"usage\":{\"iterations\":[", "{\"message\":", "{\"error\":", "{\"choices\":[{\"delta\":" })
        {
            ReadAll(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(deep, 100_000))));
        }
    }

    private static void ReadAll(byte[] body)
    {
        foreach (var kind in Enum.GetValues<WireKind>())
        {
            WireReading.ReadBody(kind, body, 200);
            WireReading.ReadBody(kind, body, 429);
            Replay.Facts(kind, body, []);
            Replay.Facts(kind, [.. "data: "u8, .. body, .. "\n\n"u8], []);
            if (WireReading.ReadRequest(kind, body) is { Problem: null } facts)
            {
                WireReading.Rewrite(body, facts, "other", askForUsage: true);
            }
        }
    }

    private static byte[] Break(Random random, byte[] body)
    {
        var broken = body.ToList();
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var (at, splinter) = (random.Next(broken.Count), random.GetItems(Splinters, 1)[0]);
            broken.RemoveRange(at, Math.Min(broken.Count - at, random.Next(0, 12)));
            broken.InsertRange(at, splinter);
        }

        return [.. broken];
    }
}
