namespace Lanekeeper.Models.Relaying;

/// <summary>The body of an answer, part by part.</summary>
internal abstract class RelayBody : IAsyncDisposable
{
    public virtual long? Length => null;

    /// <summary>What was read last is the last there is, where that is known before nothing comes.</summary>
    public virtual bool IsOver => false;

    /// <summary>It was read to an end that is none.</summary>
    public virtual bool IsBroken => false;

    /// <summary>How it failed before any output; <see langword="null"/> when it did not. Once its row is closed, only what the provider itself says of it.</summary>
    public virtual Problem? EarlyProblem => null;

    /// <summary>Closes the row of one that failed before any output, so that it does not stand in the way of a further try; it can still be handed on.</summary>
    public virtual Task CloseEarlyAsync() => Task.CompletedTask;

    public abstract ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken caller);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A body that is here as a whole, its row committed.</summary>
/// <param name="isStream">It came as a stream, and goes out as one: its length is not told.</param>
internal sealed class WholeBody(ReadOnlyMemory<byte> bytes, bool isStream = false) : RelayBody
{
    private ReadOnlyMemory<byte> _left = bytes;

    public override long? Length { get; } = isStream ? null : bytes.Length;

    public override ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken caller)
    {
        var next = _left;
        _left = default;
        return ValueTask.FromResult(next);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
