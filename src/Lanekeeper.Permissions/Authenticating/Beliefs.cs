using System.Collections.Concurrent;
using Lanekeeper.Storage;

namespace Lanekeeper.Permissions.Authenticating;

/// <summary>
/// What the database said of callers lately. An answer is believed for two seconds, so that what was revoked ends within seconds;
/// while the database is away, for an hour: nobody can revoke anything then, and callers who were known stay known.
/// </summary>
internal sealed class Beliefs<TKey, TFact>(TimeProvider time)
    where TKey : notnull
    where TFact : class
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan KeptWhileAway = TimeSpan.FromHours(1);

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

        try
        {
            var fact = await ask(now);
            Keep(key, fact, now);
            return new(fact, null);
        }
        catch (Exception exception) when (DatabaseFailure.IsUnavailable(exception))
        {
            return new(kept is not null && now - kept.At < KeptWhileAway ? kept.Fact : null, exception);
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

        _kept[key] = new(fact, now);
    }

    private sealed record Belief(TFact Fact, DateTimeOffset At);
}

/// <param name="Fact">What is known; <see langword="null"/> when there is nobody, or nobody can say.</param>
/// <param name="Away">Why the database could not be asked.</param>
internal sealed record Answer<TFact>(TFact? Fact, Exception? Away);
