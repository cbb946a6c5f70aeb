namespace Lanekeeper.Ledger.Metering;

/// <summary>Decides one batch, call by call, on meters that nobody else changes meanwhile: each call sees what those before it took.</summary>
internal sealed class HoldDesk(Dictionary<string, Meter> meters, DateTimeOffset now)
{
    public List<CallIntent> Admitted { get; } = [];

    public List<NearBudget> Near { get; } = [];

    public IReadOnlyCollection<Meter> Meters => meters.Values;

    /// <summary>Puts what a call took in the place of what was held for it.</summary>
    public void Settle(HeldCall held, CallSettlement settlement)
    {
        foreach (var name in held.Names)
        {
            if (meters.TryGetValue(name, out var meter))
            {
                meters[name] = meter.Settle(held, settlement);
            }
        }
    }

    public bool Knows(string meter) => meters.ContainsKey(meter);

    /// <summary>Counts a call that was let through elsewhere, whatever the limits say.</summary>
    public void Count(CallIntent intent)
    {
        foreach (var limits in intent.Hold?.Limits ?? [])
        {
            meters[limits.Meter] = meters[limits.Meter].At(now, limits).Take(intent.Hold!);
        }
    }

    public Result<Done> Admit(CallIntent intent)
    {
        if (intent.Hold is { } hold)
        {
            var before = hold.Limits.Select(limits => meters[limits.Meter].At(now, limits)).ToList();
            for (var i = 0; i < before.Count; i++)
            {
                if (before[i].Refuse(hold, hold.Limits[i], now) is { } refusal)
                {
                    return refusal;
                }
            }

            for (var i = 0; i < before.Count; i++)
            {
                var after = before[i].Take(hold);
                meters[after.Name] = after;
                Near.AddRange(after.Near(hold.Limits[i]));
            }
        }

        Admitted.Add(intent);
        return Done.Instance;
    }
}
