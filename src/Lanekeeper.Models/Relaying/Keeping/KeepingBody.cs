using System.Buffers;

namespace Lanekeeper.Models.Relaying.Keeping;

/// <summary>A stream on its way to the app, remembered part by part; what it came to is kept before the last part goes.</summary>
internal sealed class KeepingBody(RelayBody inner, Func<byte[]?, Task> keep) : RelayBody
{
    // More than the ledger keeps by default.
    private const int Largest = 16 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _passed = new(4 * 1024);
    private bool _isKept;
    private bool _isTooLong;

    public override long? Length => inner.Length;

    public override bool IsOver => inner.IsOver;

    public override bool IsBroken => inner.IsBroken;

    public override Problem? EarlyProblem => inner.EarlyProblem;

    public override async ValueTask<ReadOnlyMemory<byte>> NextAsync(CancellationToken caller)
    {
        var part = await inner.NextAsync(caller);
        _isTooLong |= _passed.WrittenCount + part.Length > Largest;
        if (!_isTooLong)
        {
            _passed.Write(part.Span);
        }

        if (part.IsEmpty || inner.IsOver)
        {
            await KeepAsync(isWhole: !inner.IsBroken && !_isTooLong);
        }

        return part;
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await KeepAsync(isWhole: false);
    }

    private Task KeepAsync(bool isWhole)
    {
        if (_isKept)
        {
            return Task.CompletedTask;
        }

        _isKept = true;
        return keep(isWhole ? _passed.WrittenSpan.ToArray() : null);
    }
}
