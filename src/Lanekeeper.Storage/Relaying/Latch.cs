namespace Lanekeeper.Storage.Relaying;

/// <summary>Lets all through who wait when it opens, and one more after that: somebody who was just about to wait.</summary>
internal sealed class Latch
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiting;
    private bool _isOpen;

    public void Open()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _isOpen = true;
            (waiting, _waiting) = (_waiting, null);
        }

        waiting?.SetResult();
    }

    public async Task<bool> WaitAsync(TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        Task opened;
        lock (_gate)
        {
            if (_isOpen)
            {
                _isOpen = false;
                return true;
            }

            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            opened = _waiting.Task;
        }

        try
        {
            await opened.WaitAsync(timeout, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
