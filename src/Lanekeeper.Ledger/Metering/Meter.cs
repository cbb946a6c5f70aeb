namespace Lanekeeper.Ledger.Metering;

/// <summary>What one meter has counted. A change is written only while its row is locked and of the version that was changed.</summary>
internal sealed record Meter(
    string Name, decimal? RequestsLeft, decimal? TokensLeft, DateTimeOffset FilledAt, int Concurrent, DateOnly Day, decimal DayUsd, DateOnly Month, decimal MonthUsd, long Version)
{
    // What calls under way hold is mostly given back when they end.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>As it stands at that moment: refilled as the time since has allowed, and begun anew with a new day or month.</summary>
    public Meter At(DateTimeOffset now, MeterLimits limits)
    {
        var minutes = Math.Max(0, (decimal)(now - FilledAt).Ticks / TimeSpan.TicksPerMinute);
        var (day, month) = (DateOf(now), MonthOf(now));
        return this with
        {
            RequestsLeft = Refill(RequestsLeft, limits.RequestsPerMinute, minutes),
            TokensLeft = Refill(TokensLeft, limits.TokensPerMinute, minutes),
            FilledAt = now > FilledAt ? now : FilledAt,
            Day = day > Day ? day : Day,
            DayUsd = day > Day ? 0 : DayUsd,
            Month = month > Month ? month : Month,
            MonthUsd = month > Month ? 0 : MonthUsd,
        };
    }

    /// <returns>Why it cannot be taken, or <see langword="null"/>. Nothing is held for what is refused.</returns>
    public Problem? Refuse(CallHold hold, MeterLimits limits, DateTimeOffset now)
    {
        if (limits.Concurrent <= Concurrent)
        {
            return LedgerProblems.TooManyAtOnce(Name, limits.Concurrent.Value);
        }

        if (limits.RequestsPerMinute is { } requests && hold.Requests > 0 && RequestsLeft < hold.Requests)
        {
            return LedgerProblems.TooManyRequests(Name, requests, Until(hold.Requests - RequestsLeft.Value, requests));
        }

        if (limits.TokensPerMinute is { } tokens && TokensLeft < hold.Tokens)
        {
            return hold.Tokens > tokens
                ? LedgerProblems.LargerThanLimit(Name, hold.Tokens, tokens)
                : LedgerProblems.TooManyTokens(Name, hold.Tokens, tokens, Until(hold.Tokens - TokensLeft!.Value, tokens));
        }

        return Refuse(hold.Usd, "day", limits.UsdPerDay, DayUsd, NextDay(now) - now) ?? Refuse(hold.Usd, "month", limits.UsdPerMonth, MonthUsd, NextMonth(now) - now);
    }

    private Problem? Refuse(decimal usd, string period, decimal? budget, decimal spent, TimeSpan left) =>
        !(budget < spent + usd) ? null
        : usd > budget ? LedgerProblems.LargerThanBudget(Name, period, budget.Value, usd)
        : LedgerProblems.OverBudget(Name, period, budget.Value, spent, usd, Concurrent > 0 && left > Settling ? Settling : left);

    public Meter Take(CallHold hold) => this with
    {
        RequestsLeft = RequestsLeft - hold.Requests,
        TokensLeft = TokensLeft - hold.Tokens,
        Concurrent = Concurrent + 1,
        DayUsd = DayUsd + hold.Usd,
        MonthUsd = MonthUsd + hold.Usd,
    };

    /// <summary>Puts what a call took in the place of what was held for it; what was held on another day was settled with that day.</summary>
    public Meter Settle(HeldCall held, CallSettlement settlement)
    {
        var more = (settlement.Usd ?? held.Usd) - held.Usd;
        return this with
        {
            TokensLeft = TokensLeft + held.Tokens - (settlement.Tokens ?? held.Tokens),
            Concurrent = Math.Max(0, Concurrent - 1),
            DayUsd = DateOf(held.At) == Day ? DayUsd + more : DayUsd,
            MonthUsd = MonthOf(held.At) == Month ? MonthUsd + more : MonthUsd,
        };
    }

    /// <returns>The budgets of which four fifths are taken. Whoever passed that line, this process or another, may have ended before it said so.</returns>
    public IEnumerable<NearBudget> Near(MeterLimits limits)
    {
        if (IsNear(DayUsd, limits.UsdPerDay))
        {
            yield return new(Name, "day", Day, limits.UsdPerDay!.Value);
        }

        if (IsNear(MonthUsd, limits.UsdPerMonth))
        {
            yield return new(Name, "month", Month, limits.UsdPerMonth!.Value);
        }
    }

    private static bool IsNear(decimal taken, decimal? budget) => taken >= budget * LimitFigure.Near;

    private static decimal? Refill(decimal? left, decimal? perMinute, decimal minutes) =>
        perMinute is not { } all ? null : left is not { } some ? all : Math.Min(all, some + all * minutes);

    private static TimeSpan Until(decimal missing, decimal perMinute) => TimeSpan.FromTicks((long)Math.Ceiling(missing / perMinute * TimeSpan.TicksPerMinute));

    private static DateOnly DateOf(DateTimeOffset moment) => DateOnly.FromDateTime(moment.UtcDateTime);

    private static DateOnly MonthOf(DateTimeOffset moment) => new(moment.UtcDateTime.Year, moment.UtcDateTime.Month, 1);

    public static DateTimeOffset NextDay(DateTimeOffset now) => new(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);

    public static DateTimeOffset NextMonth(DateTimeOffset now) => new(MonthOf(now).AddMonths(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

/// <summary>A budget of which four fifths are taken.</summary>
/// <param name="Since">The day, or the month's first, that it is for.</param>
internal sealed record NearBudget(string Meter, string Period, DateOnly Since, decimal Budget);

/// <summary>What is held for a call that is under way.</summary>
internal sealed record HeldCall(Guid Id, string Meters, decimal Usd, long Tokens, DateTimeOffset At)
{
    public string[] Names { get; } = Meters.Split(',');
}
