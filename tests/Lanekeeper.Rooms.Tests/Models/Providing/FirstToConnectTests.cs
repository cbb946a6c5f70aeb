using System.Net;
using System.Net.Sockets;
using Lanekeeper.Models.Providing;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Models.Providing;

public sealed class FirstToConnectTests : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(250);

    private readonly ManualTime _time = new();
    private readonly List<string> _dialled = [];
    private readonly Dictionary<string, TaskCompletionSource<Socket>> _lines = [];
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _socket.Dispose();

    [Fact]
    public async Task An_address_that_leads_nowhere_costs_a_quarter_of_a_second()
    {
        var connecting = Connect(["2001:db8::1", "192.0.2.1"], Stop);
        _dialled.ShouldBe(["2001:db8::1"]);
        await _time.TimerMadeAsync(Stop);

        _time.Advance(Turn);
        await Patiently.AskAsync(() => Task.FromResult(_dialled.Count), count => count == 2, Stop);
        _lines["192.0.2.1"].SetResult(_socket);

        (await connecting).ShouldBe(_socket);
    }

    [Fact]
    public async Task After_an_address_that_refuses_the_next_is_tried_at_once()
    {
        var connecting = Connect(["2001:db8::1", "192.0.2.1"], Stop);

        _lines["2001:db8::1"].SetException(new SocketException((int)SocketError.NetworkUnreachable));
        await Patiently.AskAsync(() => Task.FromResult(_dialled.Count), count => count == 2, Stop);
        _lines["192.0.2.1"].SetResult(_socket);

        (await connecting).ShouldBe(_socket);
    }

    [Fact]
    public async Task Both_families_are_tried_by_turns_and_the_last_refusal_is_the_answer()
    {
        string[] names = ["2001:db8::1", "2001:db8::2", "2001:db8::3", "192.0.2.1", "192.0.2.2"];
        foreach (var name in names)
        {
            Line(name).SetException(new SocketException((int)(name == "2001:db8::3" ? SocketError.ConnectionRefused : SocketError.TimedOut)));
        }

        var refusal = await Should.ThrowAsync<SocketException>(Connect(names, Stop));

        refusal.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        _dialled.ShouldBe(["2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "2001:db8::3"]);
    }

    [Fact]
    public async Task One_that_answers_when_another_is_taken_is_closed()
    {
        using var late = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp);
        var deaf = new FirstToConnect((address, _) => DialAsync(address, CancellationToken.None), _time);
        var connecting = deaf.ConnectAsync([IPAddress.Parse("2001:db8::1"), IPAddress.Parse("192.0.2.1")], Stop);
        await _time.TimerMadeAsync(Stop);
        _time.Advance(Turn);
        await Patiently.AskAsync(() => Task.FromResult(_dialled.Count), count => count == 2, Stop);
        _lines["192.0.2.1"].SetResult(_socket);
        await connecting;

        _lines["2001:db8::1"].SetResult(late);

        await Patiently.AskAsync(() => Task.FromResult(late.SafeHandle.IsClosed), closed => closed, Stop);
        _socket.SafeHandle.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_stops_waiting_stops_every_attempt()
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var connecting = Connect(["2001:db8::1", "192.0.2.1"], gone.Token);

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(connecting);
        _dialled.ShouldBe(["2001:db8::1"]);
    }

    private Task<Socket> Connect(string[] addresses, CancellationToken cancellationToken) =>
        new FirstToConnect(DialAsync, _time).ConnectAsync([.. addresses.Select(IPAddress.Parse)], cancellationToken);

    private Task<Socket> DialAsync(IPAddress address, CancellationToken cancellationToken)
    {
        _dialled.Add(address.ToString());
        return Line(address.ToString()).Task.WaitAsync(cancellationToken);
    }

    private TaskCompletionSource<Socket> Line(string address) =>
        _lines.TryGetValue(address, out var line) ? line : _lines[address] = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
