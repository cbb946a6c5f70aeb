using System.IO.Pipelines;
using Lanekeeper.Gateway;
using Lanekeeper.Gateway.Relaying;
using Lanekeeper.Testing;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Faces.Tests.Gateway;

public sealed class RequestBodiesTests : IDisposable
{
    private const int Room = 1024 * 1024;

    private readonly ManualTime _time = new();
    private readonly RequestBodies _bodies;

    public RequestBodiesTests() => _bodies = new(new GatewayOptions { RequestMemory = Room }, _time);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _bodies.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_finds_no_room_waits_until_another_has_left(bool saysItsLength)
    {
        var first = (await ReadAsync(700_000, saysItsLength)).Value;
        var second = ReadAsync(700_000, saysItsLength);
        second.IsCompleted.ShouldBeFalse();

        first.Dispose();

        var body = (await second).Value;
        body.Bytes.Length.ShouldBe(700_000);
        body.Bytes.ShouldAllBe(each => each == (byte)' ');
    }

    [Fact]
    public async Task Whoever_came_first_is_let_in_first()
    {
        var first = (await ReadAsync(Room)).Value;
        var large = ReadAsync(Room);
        var small = ReadAsync(10);

        first.Dispose();
        var second = (await large).Value;
        small.IsCompleted.ShouldBeFalse();

        second.Dispose();
        (await small).Value.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_has_waited_in_vain_is_told_to_come_again(bool saysItsLength)
    {
        using var first = (await ReadAsync(Room)).Value;
        var second = ReadAsync(10, saysItsLength);
        await _time.TimerMadeAsync(Stop);

        _time.Advance(TimeSpan.FromSeconds(10));

        var problem = (await second).Problem.ShouldNotBeNull();
        (problem.Code, problem.IsTransient, problem.RetryAfter).ShouldBe(("relay.no-room", true, TimeSpan.FromSeconds(1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_is_larger_than_the_room_may_have_all_of_it(bool saysItsLength)
    {
        using (var large = (await ReadAsync(5 * Room, saysItsLength)).Value)
        {
            large.Bytes.Length.ShouldBe(5 * Room);
        }

        (await ReadAsync(Room)).Value.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_that_breaks_off_or_grows_too_large_leaves_its_room(bool saysItsLength)
    {
        var broken = new Pipe();
        await broken.Writer.WriteAsync(new byte[10], Stop);
        await broken.Writer.CompleteAsync(new IOException("The line is cut."));
        await Should.ThrowAsync<IOException>(() => _bodies.ReadAsync(Request(broken.Reader.AsStream(), saysItsLength ? Room : null), Stop));

        (await ReadAsync((32 * 1024 * 1024) + 1, saysItsLength)).Problem!.Code.ShouldBe("relay.too-large");

        (await ReadAsync(Room)).Value.Dispose();
    }

    [Fact]
    public async Task Who_leaves_while_waiting_takes_nothing()
    {
        var first = (await ReadAsync(Room)).Value;
        using var leaving = new CancellationTokenSource();
        var second = _bodies.ReadAsync(Request(new MemoryStream(new byte[Room]), Room), leaving.Token);

        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(second);

        first.Dispose();
        (await ReadAsync(Room)).Value.Dispose();
    }

    private Task<Result<RequestBody>> ReadAsync(int length, bool saysItsLength = true)
    {
        var bytes = new byte[length];
        bytes.AsSpan().Fill((byte)' ');
        return _bodies.ReadAsync(Request(new MemoryStream(bytes), saysItsLength ? length : null), Stop);
    }

    private static HttpRequest Request(Stream body, long? length)
    {
        var request = new DefaultHttpContext().Request;
        (request.Body, request.ContentLength) = (body, length);
        return request;
    }
}
