namespace Lanekeeper.FaultProvider.Serving;

/// <summary>The judge: the requests that came, in order. No request waits for another to be written down; the oldest make room.</summary>
internal sealed class AttemptLog(TimeProvider time, bool quiet = false)
{
    /// <summary>How many attempts can be asked for.</summary>
    public const int Kept = 1 << 16;

    private const int KeptBodies = 1000;
    private const long KeptBytes = 256L << 20;

    // Who waits for what does not come is told so.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly AttemptEntry?[] _ring = quiet ? [] : new AttemptEntry?[Kept];
    private readonly Lock _trimming = new();
    private readonly Lock _signalling = new();
    private TaskCompletionSource _changed = NewSignal();
    private long _bytes;
    private int _oldestBody = 1;
    private int _first = 1;
    private int _last;
    private int _waiters;

    public AttemptCounts Counts { get; } = new();

    /// <summary>Only counts are kept.</summary>
    public bool Quiet => quiet;

    public IReadOnlyList<Attempt> All() => [.. Entries().Select(entry => entry.Now)];

    /// <param name="describe">Makes the record, given its number and time.</param>
    public AttemptEntry Begin(byte[] body, IReadOnlyList<KeyValuePair<string, string>>? head, Func<int, DateTimeOffset, Attempt> describe)
    {
        var number = Interlocked.Increment(ref _last);
        var entry = new AttemptEntry(describe(number, time.GetUtcNow()), quiet ? null : body, head);
        Counts.Begin();
        if (!quiet)
        {
            Volatile.Write(ref _ring[number & (Kept - 1)], entry);
            Interlocked.Add(ref _bytes, entry.BodyBytes);
            Trim(number);
            Signal();
        }

        return entry;
    }

    public void Note(AttemptEntry entry, string did, int? status)
    {
        entry.Note(did, status);
        Signal();
    }

    public void End(AttemptEntry entry, Outcome outcome)
    {
        if (entry.End(outcome, time.GetUtcNow()) is { } ended)
        {
            Counts.End(ended);
            Signal();
        }
    }

    public AttemptEntry? Find(int number) =>
        !quiet && number >= Volatile.Read(ref _first) && Volatile.Read(ref _ring[number & (Kept - 1)]) is { } entry && entry.Number == number ? entry : null;

    /// <summary>What began before is no longer of interest; numbers go on.</summary>
    public void Clear()
    {
        Volatile.Write(ref _first, Volatile.Read(ref _last) + 1);
        Array.Clear(_ring);
        Counts.Clear();
    }

    public async Task<Attempt> WaitForAsync(Func<Attempt, bool> wished, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _waiters);
        try
        {
            while (true)
            {
                var changed = Changed();
                if (Entries().Select(entry => entry.Now).FirstOrDefault(wished) is { } found)
                {
                    return found;
                }

                await changed.WaitAsync(Patience, cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiters);
        }
    }

    private IEnumerable<AttemptEntry> Entries()
    {
        var last = Volatile.Read(ref _last);
        for (var number = Math.Max(Volatile.Read(ref _first), last - Kept + 1); number <= last; number++)
        {
            if (Find(number) is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>Lets the oldest bodies go. Whoever finds somebody at it leaves it to them.</summary>
    private void Trim(int newest)
    {
        if ((newest - Volatile.Read(ref _oldestBody) < KeptBodies && Interlocked.Read(ref _bytes) <= KeptBytes) || !_trimming.TryEnter())
        {
            return;
        }

        try
        {
            for (; _oldestBody < newest && (newest - _oldestBody >= KeptBodies || Interlocked.Read(ref _bytes) > KeptBytes); _oldestBody++)
            {
                if (Volatile.Read(ref _ring[_oldestBody & (Kept - 1)]) is { } entry && entry.Number == _oldestBody)
                {
                    entry.LetGo();
                    Interlocked.Add(ref _bytes, -entry.BodyBytes);
                }
            }
        }
        finally
        {
            _trimming.Exit();
        }
    }

    private Task Changed()
    {
        lock (_signalling)
        {
            return _changed.Task;
        }
    }

    private void Signal()
    {
        // What was written must be seen by whoever begins to wait after this looks.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiters) == 0)
        {
            return;
        }

        lock (_signalling)
        {
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
