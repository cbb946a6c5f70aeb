using System.Buffers;

namespace Lanekeeper.Models.Translating;

/// <summary>Where a body is written before its length is known: a large one grows without leaving what it outgrew to the garbage collector.</summary>
internal sealed class PooledWriter(int expected) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(expected);
    private int _written;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _written);

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0) => Room(sizeHint).AsMemory(_written);

    public Span<byte> GetSpan(int sizeHint = 0) => Room(sizeHint).AsSpan(_written);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        (_bytes, _written) = ([], 0);
    }

    private byte[] Room(int wanted)
    {
        if (_bytes.Length - _written < Math.Max(wanted, 1))
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_written + wanted, _bytes.Length * 2));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes;
    }
}
