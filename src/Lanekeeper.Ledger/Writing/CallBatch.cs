using Lanekeeper.Ledger.Metering;

namespace Lanekeeper.Ledger.Writing;

/// <summary>Rows of both kinds that are written together.</summary>
internal sealed class CallBatch
{
    private readonly Dictionary<Guid, CallSettlement> _settlements;
    private readonly bool _isPlain;

    public CallBatch(IReadOnlyList<CallEntry> entries, DateTimeOffset now)
    {
        (Entries, Now) = (entries, now);
        Intents = [.. entries.Select(entry => entry.Intent).OfType<CallIntent>()];
        Finals = [.. entries.Select(entry => entry.Final).OfType<CallFinal>().DistinctBy(final => final.Id)];
        ClosedAtOnce = entries.Count - Intents.Count;
        _settlements = Finals.ToDictionary(final => final.Id, final => final.Settlement ?? CallSettlement.AsHeld);
        _isPlain = Finals.Count == ClosedAtOnce && Intents.DistinctBy(intent => intent.Id).Count() == Intents.Count;
    }

    public IReadOnlyList<CallEntry> Entries { get; }

    public DateTimeOffset Now { get; }

    public IReadOnlyList<CallIntent> Intents { get; }

    /// <summary>One for each call.</summary>
    public IReadOnlyList<CallFinal> Finals { get; }

    /// <summary>How many final rows were given, those given twice too.</summary>
    public int ClosedAtOnce { get; }

    /// <summary>What is held for the calls that end here, as far as this process knows.</summary>
    /// <returns>Whether it knows of all of them, and nothing is given twice.</returns>
    public bool TryFindHeld(MeterBook book, out List<HeldCall> held)
    {
        held = [];
        foreach (var final in Finals)
        {
            if (!book.TryFind(final.Id, out var call))
            {
                return false;
            }

            if (call is not null)
            {
                held.Add(call);
            }
        }

        return _isPlain;
    }

    /// <summary>Each meter that is changed here, once.</summary>
    public IReadOnlyCollection<string> MetersOf(IReadOnlyList<HeldCall> held)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var intent in Intents)
        {
            foreach (var limits in intent.Hold?.Limits ?? [])
            {
                names.Add(limits.Meter);
            }
        }

        foreach (var call in held)
        {
            names.UnionWith(call.Names);
        }

        return names;
    }

    /// <summary>First what has ended, which makes room, then what wants to begin.</summary>
    public IReadOnlyList<Result<Done>> Decide(HoldDesk desk, IReadOnlyList<HeldCall> held)
    {
        foreach (var call in held)
        {
            desk.Settle(call, _settlements[call.Id]);
        }

        var answers = new Result<Done>[Entries.Count];
        for (var i = 0; i < answers.Length; i++)
        {
            answers[i] = Entries[i].Intent is { } intent ? desk.Admit(intent) : Done.Instance;
        }

        return answers;
    }
}
