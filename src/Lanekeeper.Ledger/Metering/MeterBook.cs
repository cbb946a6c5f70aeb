using System.Diagnostics.CodeAnalysis;

namespace Lanekeeper.Ledger.Metering;

/// <summary>
/// The meters as this process left them, and its own calls under way, so that a batch is decided without asking first. It may be out of date, which
/// the statement finds out; only the one writer uses it.
/// </summary>
internal sealed class MeterBook
{
    // Calls that nobody closes are closed by the sweep, which does not tell: beyond so many, all are forgotten and asked for again.
    private const int MostCalls = 100_000;

    private readonly Dictionary<string, Meter> _meters = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Meter, string Period), DateOnly> _said = [];
    private readonly HashSet<string> _sure = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, HeldCall?> _open = [];

    /// <summary>Whether it was not said before: calls that come and go pass the same line again and again.</summary>
    public bool IsNews(NearBudget near)
    {
        var isNews = !_said.TryGetValue((near.Meter, near.Period), out var said) || said < near.Since;
        _said[(near.Meter, near.Period)] = near.Since;
        return isNews;
    }

    /// <summary>What was held for a call that this process has under way.</summary>
    /// <returns>Whether it knows of the call.</returns>
    public bool TryFind(Guid call, out HeldCall? held) => _open.TryGetValue(call, out held);

    /// <summary>All meters as they were seen last, sure or not.</summary>
    public Dictionary<string, Meter> Recall() => new(_meters, StringComparer.Ordinal);

    /// <returns>Whether it knows them all, and for sure.</returns>
    public bool TryFind(IReadOnlyCollection<string> names, [NotNullWhen(true)] out Dictionary<string, Meter>? meters)
    {
        meters = new Dictionary<string, Meter>(names.Count, StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!_sure.Contains(name))
            {
                meters = null;
                return false;
            }

            meters[name] = _meters[name];
        }

        return true;
    }

    /// <summary>Keeps what was just committed, or, of meters that are not saved, only read.</summary>
    public void Keep(HoldDesk desk, bool areSaved, IEnumerable<CallFinal> closed, DateTimeOffset now)
    {
        foreach (var meter in desk.Meters)
        {
            _meters[meter.Name] = areSaved ? meter with { Version = meter.Version + 1 } : meter;
            _sure.Add(meter.Name);
        }

        KeepCalls(desk, closed, now);
    }

    /// <summary>Keeps what was decided without the database.</summary>
    public void KeepUnsure(HoldDesk desk, IEnumerable<CallFinal> closed, DateTimeOffset now)
    {
        foreach (var meter in desk.Meters)
        {
            _meters[meter.Name] = meter;
        }

        KeepCalls(desk, closed, now);
    }

    /// <summary>Somebody else changed them, or nobody knows whether the last change was committed.</summary>
    public void Doubt() => _sure.Clear();

    /// <summary>Somebody else may have given this process's calls up meanwhile, and settled what was held for them.</summary>
    public void ForgetCalls() => _open.Clear();

    private void KeepCalls(HoldDesk desk, IEnumerable<CallFinal> closed, DateTimeOffset now)
    {
        foreach (var final in closed)
        {
            _open.Remove(final.Id);
        }

        if (_open.Count > MostCalls)
        {
            _open.Clear();
        }

        foreach (var intent in desk.Admitted)
        {
            _open[intent.Id] = intent.Hold is { } hold ? new HeldCall(intent.Id, hold.Meters, hold.Usd, hold.Tokens, now) : null;
        }
    }
}
