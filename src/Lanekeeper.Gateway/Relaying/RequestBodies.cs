using System.Buffers;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>
/// Takes the bodies of apps' requests in, whole, as long as there is room for them. A body is needed until its answer has gone out, so that what is under way
/// at once is what takes memory, however small each one is.
/// </summary>
internal sealed class RequestBodies(GatewayOptions options, TimeProvider time) : IDisposable
{
    public const string NoRoomCode = "relay.no-room";

    private const int Largest = 32 * 1024 * 1024;
    private const int Portion = 64 * 1024;
    private const int Small = 1024 * 1024;

    // Room is taken for the whole before it comes: who trickled a large one would keep the others out for hours.
    private static readonly TimeSpan LongestWay = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly BodyRoom _room = new(options.RequestMemory, Patience, time);

    /// <returns>The body, which holds its room until it is disposed of.</returns>
    public async Task<Result<RequestBody>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return new Problem(ProblemKind.Invalid, "relay.encoded", "The request's body is compressed, which is not taken here. Send it as it is.");
        }

        if (request.ContentLength is > Largest)
        {
            return TooLarge();
        }

        var body = new RequestBody();
        try
        {
            var problem = request.ContentLength is { } length
                ? await FillAsync(body, request, (int)length, cancellationToken)
                : await GrowAsync(body, request.Body, cancellationToken);
            if (problem is null)
            {
                return body;
            }

            body.Dispose();
            return problem;
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose() => _room.Dispose();

    private async Task<Problem?> FillAsync(RequestBody body, HttpRequest from, int length, CancellationToken cancellationToken)
    {
        if (!await _room.EnterAsync(body, length, cancellationToken))
        {
            return NoRoom();
        }

        if (length > Small && from.HttpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = new(length / LongestWay.TotalSeconds, Grace);
        }

        body.Bytes = GC.AllocateUninitializedArray<byte>(length);
        await from.Body.ReadExactlyAsync(body.Bytes, cancellationToken);
        return null;
    }

    // How long it will be is not said, so it takes as much again each time it is full.
    private async Task<Problem?> GrowAsync(RequestBody body, Stream from, CancellationToken cancellationToken)
    {
        var (grown, room) = (new ArrayBufferWriter<byte>(Portion), 0);
        while (await from.ReadAsync(grown.GetMemory(Portion), cancellationToken) is > 0 and var count)
        {
            grown.Advance(count);
            if (grown.WrittenCount > Largest)
            {
                return TooLarge();
            }

            while (grown.WrittenCount > room)
            {
                var more = Math.Max(room, Portion);
                if (!await _room.EnterAsync(body, more, cancellationToken))
                {
                    return NoRoom();
                }

                room += more;
            }
        }

        body.Bytes = grown.WrittenSpan.ToArray();
        return null;
    }

    private static Problem TooLarge() => new(ProblemKind.Invalid, "relay.too-large", $"The request's body is larger than {Largest / (1024 * 1024)} MB, which is the most that is taken.");

    private static Problem NoRoom() =>
        new(ProblemKind.Exhausted, NoRoomCode, "The requests that are under way take all the memory that they may. Send it again in a moment; whoever runs the gateway can raise request_memory_mb.")
        {
            RetryAfter = TimeSpan.FromSeconds(1),
        };
}

/// <summary>A request's body, and the room that it takes.</summary>
internal sealed class RequestBody : IDisposable
{
    private readonly List<RateLimitLease> _room = new(1);

    public byte[] Bytes { get; set; } = [];

    public int Units { get; private set; }

    public void Hold(RateLimitLease room, int units)
    {
        _room.Add(room);
        Units += units;
    }

    public void Dispose()
    {
        _room.ForEach(static lease => lease.Dispose());
        _room.Clear();
    }
}
