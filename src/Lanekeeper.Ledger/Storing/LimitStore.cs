using Lanekeeper.Ledger.Metering;
using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Looks at <c>ledger.meter</c>, and at what is held for calls under way, without locking either.</summary>
internal sealed class LimitStore(Database database)
{
    public async Task<IReadOnlyDictionary<string, SeenMeter>> LookAsync(IReadOnlyList<string> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var args = new { all = names.ToArray(), day, month = day.AddDays(1 - day.Day) };
        return names.Count == 0
            ? new Dictionary<string, SeenMeter>()
            : (await database.QueryAsync<SeenMeter>(Sql.Look, args, cancellationToken)).ToDictionary(meter => meter.Name, StringComparer.Ordinal);
    }

    internal static class Sql
    {
        // One statement, so that what is held is what the meter has counted.
        public const string Look =
            """
            with held as (
                select named.meter, sum(held_usd) filter (where held_at >= @day) as of_day, sum(held_usd) filter (where held_at >= @month) as of_month
                from ledger.call_open
                cross join lateral unnest(string_to_array(call_open.meters, ',')) as named (meter)
                where named.meter = any(@all::text[])
                group by named.meter
            )
            select meter.meter as name, requests_left, tokens_left, filled_at, concurrent, day, day_usd, month, month_usd,
                coalesce(held.of_day, 0) as held_of_day, coalesce(held.of_month, 0) as held_of_month
            from ledger.meter
            left join held on held.meter = meter.meter
            where meter.meter = any(@all::text[])
            """;
    }
}

/// <summary>What a meter has counted, and what of it is only held.</summary>
internal sealed record SeenMeter
{
    public required string Name { get; init; }

    public decimal? RequestsLeft { get; init; }

    public decimal? TokensLeft { get; init; }

    public required DateTimeOffset FilledAt { get; init; }

    public int Concurrent { get; init; }

    public DateOnly Day { get; init; }

    public decimal DayUsd { get; init; }

    public DateOnly Month { get; init; }

    public decimal MonthUsd { get; init; }

    public decimal HeldOfDay { get; init; }

    public decimal HeldOfMonth { get; init; }

    public Meter Meter => new(Name, RequestsLeft, TokensLeft, FilledAt, Concurrent, Day, DayUsd, Month, MonthUsd, 0);
}
