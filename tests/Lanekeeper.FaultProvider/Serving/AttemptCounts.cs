using System.Collections.Concurrent;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>How many attempts ended how: kept of all of them, when the attempts themselves have made room.</summary>
internal sealed class AttemptCounts
{
    private const int MostModels = 1000;
    private readonly ConcurrentDictionary<Kind, StrongCount> _ended = new();
    private long _begun;
    private long _done;

    public void Begin() => Interlocked.Increment(ref _begun);

    public void End(Attempt attempt)
    {
        var kind = new Kind(attempt.Format, attempt.Stream, attempt.Model, attempt.Did, attempt.Status, attempt.Outcome);
        if (!_ended.TryGetValue(kind, out var count))
        {
            count = _ended.GetOrAdd(_ended.Count < MostModels ? kind : kind with { Model = "(others)" }, _ => new StrongCount());
        }

        Interlocked.Increment(ref count.Value);
        Interlocked.Increment(ref _done);
    }

    public void Clear()
    {
        _ended.Clear();
        Interlocked.Exchange(ref _begun, 0);
        Interlocked.Exchange(ref _done, 0);
    }

    public object Read()
    {
        var (done, begun) = (Interlocked.Read(ref _done), Interlocked.Read(ref _begun));
        return new
        {
            begun,
            pending = Math.Max(0, begun - done),
            ended = _ended.OrderBy(pair => pair.Key.Format, StringComparer.Ordinal).ThenBy(pair => pair.Key.Model, StringComparer.Ordinal)
                .Select(pair => new { pair.Key.Format, pair.Key.Stream, pair.Key.Model, pair.Key.Did, pair.Key.Status, pair.Key.Outcome, count = Interlocked.Read(ref pair.Value.Value) }),
        };
    }

    private readonly record struct Kind(string Format, bool Stream, string Model, string Did, int? Status, Outcome Outcome);

    private sealed class StrongCount
    {
        public long Value;
    }
}
