using System.Runtime.InteropServices;

namespace Lanekeeper.Host.Serving;

/// <summary>Whoever presses Ctrl-C again while the program stops does not want to wait for calls under way; a third time, for nothing at all.</summary>
internal sealed class SecondInterrupt : IDisposable
{
    private readonly CancellationTokenSource _pressed = new();
    private readonly PosixSignalRegistration _listening;

    public SecondInterrupt() => _listening = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
    {
        if (!_pressed.IsCancellationRequested)
        {
            signal.Cancel = true;
            _pressed.Cancel();
        }
    });

    public CancellationToken Pressed => _pressed.Token;

    public void Dispose()
    {
        _listening.Dispose();
        _pressed.Dispose();
    }
}
