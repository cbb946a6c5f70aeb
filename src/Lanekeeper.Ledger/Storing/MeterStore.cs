using Lanekeeper.Ledger.Metering;
using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Reads and writes <c>ledger.meter</c>, always under the locks of its rows.</summary>
internal static class MeterStore
{
    // A row after another in the order of the names is locked as it should be, and for a few costs less than one statement for all.
    private const int MostOneByOne = 4;

    /// <summary>Locks meters, those that are new too, until the transaction ends. Everybody locks in the order of the names, so nobody waits in a circle.</summary>
    public static async Task<Dictionary<string, Meter>> LockAsync(
        DatabaseTransaction transaction, IEnumerable<string> names, DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] all = [.. names.Distinct().Order(StringComparer.Ordinal)];
        if (all.Length == 0)
        {
            return [];
        }

        // Looked for first and locked after: whoever held some while making others would break the order.
        if (await transaction.FindAsync<long>(Sql.Count, new { all }, cancellationToken) < all.Length)
        {
            await transaction.ExecuteAsync(Sql.Make, new { all, now, today = DateOnly.FromDateTime(now.UtcDateTime) }, cancellationToken);
        }

        var meters = await transaction.QueryAsync<Meter>(Sql.Lock, new { all }, cancellationToken);
        return meters.ToDictionary(meter => meter.Name, StringComparer.Ordinal);
    }

    /// <summary>Writes meters whose rows are locked.</summary>
    public static Task SaveAsync(DatabaseTransaction transaction, IReadOnlyCollection<Meter> meters, CancellationToken cancellationToken) =>
        meters.Count == 0 ? Task.CompletedTask : transaction.ExecuteAsync(Sql.Save, Columns([.. meters]), cancellationToken);

    /// <summary>Writes meters as long as nobody else has changed them since; else the transaction ends in a conflict.</summary>
    public static IEnumerable<DatabaseStep> SaveKnown(IReadOnlyCollection<Meter> meters) =>
        meters.Count <= MostOneByOne
            ? meters.OrderBy(meter => meter.Name, StringComparer.Ordinal).Select(meter => new DatabaseStep(Sql.SaveKnown, Columns([meter])) { IsOneRow = true })
            : [new(Sql.Lock, new { all = meters.Select(meter => meter.Name).ToArray() }), new(Sql.SaveKnown, Columns([.. meters]))];

    /// <summary>Settles calls that are no longer under way.</summary>
    public static async Task SettleAsync(
        DatabaseTransaction transaction, IReadOnlyList<HeldCall> held, Func<Guid, CallSettlement> settlement, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (held.Count == 0)
        {
            return;
        }

        var meters = await LockAsync(transaction, held.SelectMany(call => call.Names), now, cancellationToken);
        foreach (var call in held)
        {
            foreach (var name in call.Names)
            {
                meters[name] = meters[name].Settle(call, settlement(call.Id));
            }
        }

        await SaveAsync(transaction, meters.Values, cancellationToken);
    }

    private static object Columns(IReadOnlyList<Meter> all) => new
    {
        Names = all.Column(meter => meter.Name),
        Versions = all.Column(meter => meter.Version),
        Requests = all.Column(meter => meter.RequestsLeft),
        Tokens = all.Column(meter => meter.TokensLeft),
        FilledAts = all.Column(meter => meter.FilledAt),
        Concurrents = all.Column(meter => meter.Concurrent),
        Days = all.Column(meter => meter.Day),
        DayUsds = all.Column(meter => meter.DayUsd),
        Months = all.Column(meter => meter.Month),
        MonthUsds = all.Column(meter => meter.MonthUsd),
    };

    internal static class Sql
    {
        public const string Lock =
            """
            select meter as name, requests_left, tokens_left, filled_at, concurrent, day, day_usd, month, month_usd, version
            from ledger.meter
            where meter = any(@all::text[])
            order by meter collate "C"
            for update
            """;

        public const string Count =
            """
            select count(*)
            from ledger.meter
            where meter = any(@all::text[])
            """;

        public const string Make =
            """
            insert into ledger.meter (meter, filled_at, concurrent, day, day_usd, month, month_usd)
            select meter, @now, 0, @today::date, 0, date_trunc('month', @today::date), 0
            from unnest(@all::text[]) as meter
            order by meter collate "C"
            on conflict (meter) do nothing
            """;

        public const string Save = Set + "version = ledger.meter.version + 1\n" + Given;

        // The function is only asked to object: entered for every row, it took a sixth of the statement's time.
        public const string SaveKnown = Set +
            """
            version = case when ledger.meter.version = given.version
                then given.version + 1
                else ledger.next_version(ledger.meter.version, given.version) end

            """ + Given;

        private const string Set =
            """
            update ledger.meter
            set requests_left = given.requests_left,
                tokens_left = given.tokens_left,
                filled_at = given.filled_at,
                concurrent = given.concurrent,
                day = given.day,
                day_usd = given.day_usd,
                month = given.month,
                month_usd = given.month_usd,

            """;

        private const string Given =
            """
            from unnest(
                @names::text[], @versions::bigint[], @requests::numeric[], @tokens::numeric[], @filledAts::timestamptz[], @concurrents::int[],
                @days::date[], @dayUsds::numeric[], @months::date[], @monthUsds::numeric[])
                as given (meter, version, requests_left, tokens_left, filled_at, concurrent, day, day_usd, month, month_usd)
            where ledger.meter.meter = given.meter
            """;
    }
}
