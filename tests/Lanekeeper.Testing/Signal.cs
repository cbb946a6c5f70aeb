using System.Threading.Channels;

namespace Lanekeeper.Testing;

/// <summary>Waits for something to happen, never for time to pass. It fails loudly when nothing comes.</summary>
public sealed class Signal
{
    private readonly Channel<bool> _raised = Channel.CreateUnbounded<bool>();

    public void Raise() => _raised.Writer.TryWrite(true);

    /// <summary>Returns once the signal was raised, as often as it is waited for.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken = default) =>
        await Patiently.AwaitAsync(_raised.Reader.ReadAsync(cancellationToken).AsTask(), cancellationToken);
}
