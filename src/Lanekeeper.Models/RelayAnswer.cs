using Lanekeeper.Models.Relaying;

namespace Lanekeeper.Models;

/// <summary>What goes back to the app. It is read to its end or disposed of; either way the final row is written.</summary>
public sealed class RelayAnswer : IAsyncDisposable
{
    private readonly RelayBody _body;

    internal RelayAnswer(int status, IReadOnlyList<KeyValuePair<string, string>> headers, RelayBody body) => (Status, Headers, _body) = (status, headers, body);

    /// <summary>The same answer; a header of that name that it has is replaced.</summary>
    internal RelayAnswer With(string header, string value) => new(Status, [.. Headers.Where(each => each.Key != header), new(header, value)], _body);

    internal RelayBody Body => _body;

    public int Status { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>The length of the whole body where it is known before it is read.</summary>
    public long? Length => _body.Length;

    /// <summary>The next bytes, good until the next call; empty when there are no more. Each part of a stream is whole events and wants to be flushed.</summary>
    public ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken caller) => _body.NextAsync(caller);

    /// <summary>Once there are no more bytes: it was cut. The last event says so, and the connection is to end so too, for SDKs that overlook it.</summary>
    public bool IsBroken => _body.IsBroken;

    public ValueTask DisposeAsync() => _body.DisposeAsync();
}
