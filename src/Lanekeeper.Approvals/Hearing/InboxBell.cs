using Lanekeeper.Approvals.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.Hosting;

namespace Lanekeeper.Approvals.Hearing;

/// <summary>Rings for all listeners of this process when the inbox changes, here or elsewhere; a burst of changes rings a few times.</summary>
internal sealed class InboxBell(Wakeups wakeups, ApprovalsOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    // News may be lost; so everybody looks now and then.
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(20);

    private readonly Lock _gate = new();
    private readonly HashSet<InboxListener> _listeners = [];
    private TaskCompletionSource _next = Fresh();
    private long _rung;

    /// <returns>A listener, or <see langword="null"/> when there are as many as there is room for, of all or of this account.</returns>
    public InboxListener? Join(string account)
    {
        lock (_gate)
        {
            if (_listeners.Count >= options.MostListeners || _listeners.Count(one => one.Account == account) >= options.MostListenersEach)
            {
                return null;
            }

            var listener = new InboxListener(this, account, _rung);
            _listeners.Add(listener);
            return listener;
        }
    }

    public void Leave(InboxListener listener)
    {
        lock (_gate)
        {
            _listeners.Remove(listener);
        }
    }

    /// <returns>How often it has rung, once that is more than was heard.</returns>
    public async Task<long> NextAsync(long heard, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task next;
            lock (_gate)
            {
                if (_rung > heard)
                {
                    return _rung;
                }

                next = _next.Task;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await wakeups.WaitAsync(ApprovalChannels.Inbox, LookAgain, stoppingToken);
            Ring();
            await Task.Delay(Quiet, time, stoppingToken);
        }
    }

    private void Ring()
    {
        TaskCompletionSource rung;
        lock (_gate)
        {
            _rung++;
            (rung, _next) = (_next, Fresh());
        }

        rung.SetResult();
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
