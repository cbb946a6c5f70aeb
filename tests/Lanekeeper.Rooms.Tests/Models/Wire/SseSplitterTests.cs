using System.Text;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Rooms.Tests.Models.Wire;

public sealed class SseSplitterTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n")]
    [InlineData("data: a\r\rdata: b\r\r")]
    [InlineData("data: a\n\r\ndata:b\r\n\n")]
    [InlineData("\uFEFFdata: a\n\ndata: b")]
    [InlineData("id: 1\nretry: 5\ndata: a\n\n: late\ndata: b\nunknown\n\n")]
    public void Lines_end_as_they_like_wherever_reads_are_split(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            Replay.Events(bytes, cut).Select(one => one.Data).ShouldBe(["a", "b"], $"cut at {cut}");
        }
    }

    [Fact]
    public void Data_lines_are_joined_and_one_space_falls_away()
    {
        Read("event: x\ndata:  one\ndata\ndata:two\n\n").ShouldBe([new Event("event: x\ndata:  one\ndata\ndata:two\n\n", " one\n\ntwo", "x")]);
        Read(": OPENROUTER PROCESSING\n\n").ShouldBe([new Event(": OPENROUTER PROCESSING\n\n", "", null)]);
        Read("event:y\ndatum: no\n\n").ShouldBe([new Event("event:y\ndatum: no\n\n", "", "y")]);
    }

    [Fact]
    public void An_event_is_there_as_soon_as_its_blank_line_is()
    {
        foreach (var end in new[] { "\n\n", "\r\n\r\n", "\r\r" })
        {
            var splitter = new SseSplitter(100);
            splitter.Append(Encoding.UTF8.GetBytes($"data: a{end}"));

            splitter.TryRead(out var sse).ShouldBeTrue();
            Replay.Words(sse.Data).ShouldBe("a");
            splitter.TryRead(out _).ShouldBeFalse();
            splitter.TryReadRest(out _).ShouldBeFalse();
        }
    }

    [Fact]
    public void What_is_too_large_passes_unread_and_the_next_event_is_read_again()
    {
        var splitter = new SseSplitter(16);
        var body = $"data: a\n\ndata: {new string('x', 40)}\n\ndata: b\n\n";

        var events = Replay.Events(splitter, Encoding.UTF8.GetBytes(body), [12, 20, 40, 41]);

        splitter.Overflowed.ShouldBeTrue();
        string.Concat(events.Select(one => one.Raw)).ShouldBe(body);
        events.Select(one => one.Data).Where(data => data.Length > 0).ShouldBe(["a", "b"]);
        events.Max(one => one.Raw.Length).ShouldBeLessThan(45);
    }

    [Fact]
    public void Garbage_keeps_every_byte_and_gives_the_same_events_however_it_is_split()
    {
        var random = new Random(20261121);
        for (var round = 0; round < 4000; round++)
        {
            var body = random.GetItems("\r\n\r\n:d data: x\ndata\revent:\uFEFF\0"u8, random.Next(1, 60));
            var (one, other) = (Replay.Events(body, Cuts(random, body)), Replay.Events(body, Enumerable.Range(0, body.Length)));

            one.ShouldBe(other, $"body {Convert.ToHexString(body)}");
            string.Concat(one.Select(part => part.Raw)).ShouldBe(Encoding.Latin1.GetString(body));
            string.Concat(Replay.Events(new SseSplitter(5), body, Cuts(random, body)).Select(part => part.Raw)).ShouldBe(Encoding.Latin1.GetString(body));
        }
    }

    private static IReadOnlyList<Event> Read(string body) => Replay.Events(Encoding.UTF8.GetBytes(body), []);

    private static int[] Cuts(Random random, byte[] body) => [.. random.GetItems([.. Enumerable.Range(0, body.Length)], 5).Order()];
}
