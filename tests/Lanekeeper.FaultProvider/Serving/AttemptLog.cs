namespace Lanekeeper.FaultProvider.Serving;

/// <summary>The judge: every request that came, in order.</summary>
internal sealed class AttemptLog(TimeProvider time)
{
    private const int KeptBodies = 1000;

    // Who waits for what does not come is told so.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];
    private readonly Dictionary<int, byte[]> _bodies = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _first = 1;
    private int _last;

    public IReadOnlyList<Attempt> All()
    {
        lock (_lock)
        {
            return [.. _attempts];
        }
    }

    /// <param name="describe">Makes the record, given its number and time.</param>
    public Attempt Begin(byte[] body, Func<int, DateTimeOffset, Attempt> describe)
    {
        lock (_lock)
        {
            var attempt = describe(++_last, time.GetUtcNow());
            _attempts.Add(attempt);
            _bodies[attempt.Number] = body;
            _bodies.Remove(attempt.Number - KeptBodies);
            Signal();
            return attempt;
        }
    }

    public void Note(int number, Func<Attempt, Attempt> change)
    {
        lock (_lock)
        {
            // An attempt that began before the log was cleared is no longer of interest.
            if (number >= _first)
            {
                _attempts[number - _first] = change(_attempts[number - _first]);
                Signal();
            }
        }
    }

    public void End(int number, Outcome outcome) => Note(number, attempt => attempt with { Outcome = outcome, EndedAt = time.GetUtcNow() });

    public byte[]? BodyOf(int number)
    {
        lock (_lock)
        {
            return _bodies.GetValueOrDefault(number);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _attempts.Clear();
            _bodies.Clear();
            _first = _last + 1;
        }
    }

    public async Task<Attempt> WaitForAsync(Func<Attempt, bool> wished, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_attempts.Find(attempt => wished(attempt)) is { } found)
                {
                    return found;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Patience, cancellationToken);
        }
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
