namespace Lanekeeper.Testing;

/// <summary>Time that passes when the test says so. Timers that fall due fire in their order, on the caller's thread.</summary>
public sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly Signal _timerMade = new();
    private DateTimeOffset _now = start;

    public ManualTime()
        : this(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    // Not the frequency of ticks, so that who mixes them up is found out.
    public override long TimestampFrequency => 1_000_000;

    /// <summary>How many timers wait for time to pass.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => (GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;

    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } due)
        {
            due.Fire();
        }

        lock (_gate)
        {
            _now = until;
        }
    }

    /// <summary>Returns when a timer has been set since the last call: then somebody waits, and it makes sense to advance.</summary>
    public Task TimerMadeAsync(CancellationToken cancellationToken = default) => _timerMade.WaitAsync(cancellationToken);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private ManualTimer? TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var due = _timers.Where(timer => timer.DueAt <= until).MinBy(timer => timer.DueAt);
            if (due is null)
            {
                return null;
            }

            _now = due.DueAt > _now ? due.DueAt : _now;
            if (due.Period > TimeSpan.Zero)
            {
                due.DueAt += due.Period;
            }
            else
            {
                _timers.Remove(due);
            }

            return due;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public DateTimeOffset DueAt { get; set; }

        public TimeSpan Period { get; private set; }

        public Action Fire => fire;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                Period = period;
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                DueAt = time._now + dueTime;
                time._timers.Add(this);
            }

            time._timerMade.Raise();
            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
