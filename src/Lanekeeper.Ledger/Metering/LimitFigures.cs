using Lanekeeper.Ledger.Storing;

namespace Lanekeeper.Ledger.Metering;

/// <summary>How much of each of a meter's limits is used at a moment, by the same reckoning that lets calls through.</summary>
internal static class LimitFigures
{
    /// <param name="seen">What the meter has counted; <see langword="null"/> where nothing was ever taken.</param>
    public static IReadOnlyList<LimitFigure> Of(MeterLimits limits, SeenMeter? seen, DateTimeOffset now)
    {
        var meter = (seen ?? new SeenMeter { Name = limits.Meter, FilledAt = now }).Meter.At(now, limits);
        LimitFigure?[] all =
        [
            PerMinute(LimitKind.RequestsPerMinute, limits.RequestsPerMinute, meter.RequestsLeft),
            PerMinute(LimitKind.TokensPerMinute, limits.TokensPerMinute, meter.TokensLeft),
            limits.Concurrent is { } most ? new(LimitKind.Concurrent, most, meter.Concurrent) : null,
            Budget(LimitKind.UsdPerDay, limits.UsdPerDay, meter.DayUsd, seen?.HeldOfDay, Meter.NextDay(now)),
            Budget(LimitKind.UsdPerMonth, limits.UsdPerMonth, meter.MonthUsd, seen?.HeldOfMonth, Meter.NextMonth(now)),
        ];
        return [.. all.OfType<LimitFigure>()];
    }

    // Parts of a request or a token cannot be taken.
    private static LimitFigure? PerMinute(LimitKind kind, decimal? allowed, decimal? left) =>
        allowed is { } all ? new(kind, all, all - Math.Floor(left ?? all)) : null;

    private static LimitFigure? Budget(LimitKind kind, decimal? allowed, decimal used, decimal? held, DateTimeOffset renewsAt) =>
        allowed is { } all ? new(kind, all, used) { Held = held ?? 0, RenewsAt = renewsAt } : null;
}
