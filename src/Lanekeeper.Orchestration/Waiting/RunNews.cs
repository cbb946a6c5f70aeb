namespace Lanekeeper.Orchestration.Waiting;

/// <summary>Tells whoever waits in this process that a run has come to rest. Runs of other processes are found by asking again.</summary>
internal sealed class RunNews
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, List<Listener>> _listeners = [];

    /// <summary>How many listen.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _listeners.Values.Sum(listeners => listeners.Count);
            }
        }
    }

    /// <summary>Listen before looking at the run, so that nothing that happens in between is missed.</summary>
    public Listener Listen(Guid run)
    {
        var listener = new Listener(this, run);
        lock (_gate)
        {
            if (!_listeners.TryGetValue(run, out var others))
            {
                _listeners.Add(run, others = []);
            }

            others.Add(listener);
        }

        return listener;
    }

    public void Tell(Guid run)
    {
        Listener[] told;
        lock (_gate)
        {
            told = _listeners.TryGetValue(run, out var listeners) ? [.. listeners] : [];
        }

        foreach (var listener in told)
        {
            listener.Hear();
        }
    }

    private void Leave(Listener listener)
    {
        lock (_gate)
        {
            if (_listeners.TryGetValue(listener.Run, out var others) && others.Remove(listener) && others.Count == 0)
            {
                _listeners.Remove(listener.Run);
            }
        }
    }

    internal sealed class Listener(RunNews news, Guid run) : IDisposable
    {
        private volatile TaskCompletionSource _heard = Fresh();

        public Guid Run => run;

        /// <summary>The next news; ask again before the next look.</summary>
        public Task Next()
        {
            if (_heard.Task.IsCompleted)
            {
                _heard = Fresh();
            }

            return _heard.Task;
        }

        public void Hear() => _heard.TrySetResult();

        public void Dispose() => news.Leave(this);

        private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
