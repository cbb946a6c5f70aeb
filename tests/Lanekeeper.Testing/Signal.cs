using System.Threading.Channels;

namespace Lanekeeper.Testing;

/// <summary>Waits for something to happen, never for time to pass. It fails loudly when nothing comes.</summary>
public sealed class Signal
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _raised = Channel.CreateUnbounded<bool>();

    public void Raise() => _raised.Writer.TryWrite(true);

    /// <summary>Returns once the signal was raised, as often as it is waited for.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken = default) =>
        await _raised.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
}
