using System.Collections.Concurrent;
using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Authenticating;

/// <summary>
/// What the database said of callers lately. An answer is believed for two seconds, so that what was revoked ends within seconds;
/// while the database is away, or stands still, for an hour: nobody can revoke anything then, and callers who were known stay known.
/// Of many who want to know the same again one asks; the others believe what was said a moment ago, and while nobody answers what was said last.
/// Who came lately is asked about ahead, so that a caller who comes every few seconds does not wait for it each time.
/// </summary>
/// <param name="trouble">What a log has been told of a database that does not say.</param>
internal sealed class Beliefs<TKey, TFact>(Trouble trouble, TimeProvider time)
    where TKey : notnull
    where TFact : class
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan KeptWhileAway = TimeSpan.FromHours(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<TKey, Belief> _kept = new();

    /// <param name="key">Whom it is about.</param>
    /// <param name="ask">Asks the database; <see langword="null"/> means that there is nobody, and takes no room: whoever guesses must not fill the memory.</param>
    public async Task<Answer<TFact>> AskAsync(TKey key, Func<DateTimeOffset, Task<TFact?>> ask)
    {
        var now = time.GetUtcNow();
        if (_kept.TryGetValue(key, out var kept) && now - kept.At < Fresh)
        {
            return new(kept.Fact, null);
        }

        var believed = kept is not null && now - kept.At < KeptWhileAway ? kept : null;
        if (believed is not null && !believed.TryBegin() && (believed.IsUnanswered || now - believed.At < Fresh + Patience))
        {
            return new(believed.Fact, null);
        }

        try
        {
            var learning = LearnAsync(key, ask, now, believed);
            return new(believed is null ? await learning : await learning.WaitAsync(Patience, time), null);
        }
        catch (Exception exception) when (DatabaseFailure.IsUnavailable(exception))
        {
            if (believed is not null)
            {
                believed.IsUnanswered = true;
            }

            return new(believed?.Fact, exception) { IsNews = trouble.IsNews(exception) };
        }
    }

    /// <summary>Notes that a caller came, and is who they say.</summary>
    public void See(TKey key)
    {
        if (_kept.TryGetValue(key, out var kept))
        {
            kept.Use.At = time.GetUtcNow();
        }
    }

    /// <summary>Asks again about all who came lately and of whom was not asked just now.</summary>
    /// <param name="ask">Asks the database about all of them at once; who is missing in its answer is nobody any more.</param>
    public async Task AskAheadAsync(Func<IReadOnlyList<Seen<TKey>>, DateTimeOffset, Task<IReadOnlyDictionary<TKey, TFact>>> ask)
    {
        var now = time.GetUtcNow();
        var aging = _kept.Where(each => now - each.Value.At >= Fresh / 4 && now - each.Value.Use.At < IAskedAhead.InUse).ToList();
        if (aging.Count == 0)
        {
            return;
        }

        var facts = await ask(aging.ConvertAll(each => new Seen<TKey>(each.Key, each.Value.Use.At)), now);
        trouble.Over();
        foreach (var (key, believed) in aging)
        {
            // What was forgotten or learned meanwhile is newer than this.
            if (facts.TryGetValue(key, out var fact))
            {
                _kept.TryUpdate(key, new(fact, now, believed.Use), believed);
            }
            else
            {
                _kept.TryRemove(KeyValuePair.Create(key, believed));
            }
        }
    }

    public void Forget(TKey key) => _kept.TryRemove(key, out _);

    public void Forget(Func<TFact, bool> which)
    {
        foreach (var (key, _) in _kept.Where(kept => which(kept.Value.Fact)))
        {
            _kept.TryRemove(key, out _);
        }
    }

    // One that nobody waited for any longer is learned from all the same, and until then nobody else asks.
    private async Task<TFact?> LearnAsync(TKey key, Func<DateTimeOffset, Task<TFact?>> ask, DateTimeOffset now, Belief? believed)
    {
        try
        {
            var fact = await ask(now);
            trouble.Over();
            Keep(key, fact, now);
            return fact;
        }
        finally
        {
            believed?.End();
        }
    }

    private void Keep(TKey key, TFact? fact, DateTimeOffset now)
    {
        if (fact is null)
        {
            _kept.TryRemove(key, out _);
            return;
        }

        if (_kept.Count >= MostKept)
        {
            _kept.Clear();
        }

        _kept[key] = new(fact, now, new() { At = now });
    }

    private sealed class Belief(TFact fact, DateTimeOffset at, Use use)
    {
        private volatile bool _isUnanswered;
        private int _asking;

        public TFact Fact => fact;

        public DateTimeOffset At => at;

        public Use Use => use;

        /// <summary>Whether the database was asked again since, and did not say.</summary>
        public bool IsUnanswered
        {
            get => _isUnanswered;
            set => _isUnanswered = value;
        }

        public bool TryBegin() => Interlocked.Exchange(ref _asking, 1) == 0;

        public void End() => Volatile.Write(ref _asking, 0);
    }

    /// <summary>When somebody came last; it outlives what is believed of them.</summary>
    private sealed class Use
    {
        private long _ticks;

        public DateTimeOffset At
        {
            get => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
            set => Volatile.Write(ref _ticks, value.UtcTicks);
        }
    }
}

/// <param name="Fact">What is known; <see langword="null"/> when there is nobody, or nobody can say.</param>
/// <param name="Away">Why the database could not be asked.</param>
internal sealed record Answer<TFact>(TFact? Fact, Exception? Away)
{
    /// <summary>Whether the log is to be told, which is once and not for each request.</summary>
    public bool IsNews { get; init; }
}

/// <param name="At">When the caller came last.</param>
internal readonly record struct Seen<TKey>(TKey Key, DateTimeOffset At);
