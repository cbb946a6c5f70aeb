using Lanekeeper.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Bench.Gateway;

/// <summary>What the ledger holds after a run, asked of the database itself.</summary>
internal sealed record Books(int Intents, int Finals, int Lost, int Open, decimal Spent, decimal Cost, int Concurrent)
{
    private const string Question =
        """
        select
            (select count(*)::int from ledger.call_intent) as intents,
            (select count(*)::int from ledger.call_final) as finals,
            (select count(*)::int from ledger.call_lost as lost where not exists (select from ledger.call_final as final where final.id = lost.id)) as lost,
            (select count(*)::int from ledger.call_open) as open,
            (select coalesce(sum(day_usd), 0) from ledger.meter where meter = 'workflow:bench') as spent,
            (select coalesce(sum(cost_usd), 0) from ledger.call_final) as cost,
            (select coalesce(sum(concurrent), 0)::int from ledger.meter) as concurrent
        """;

    /// <summary>Once no call is under way any more.</summary>
    public static async Task<(Books Books, HashSet<Guid> Answered, HashSet<string> Traces)> ReadAsync(GatewayDesk desk)
    {
        await using var storage = new StorageStart(new() { DataFolder = desk.Data, DatabaseUrl = desk.DatabaseUrl }, TimeProvider.System, NullLoggerFactory.Instance);
        var database = await storage.OpenAsync(CancellationToken.None);
        Books books;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        do
        {
            books = (await database.FindAsync<Books>(Question, null, patience.Token))!;
        }
        while (books.Open > 0 && await timer.WaitForNextTickAsync(patience.Token));

        var answered = await database.QueryAsync<Guid>("select id from ledger.call_final where state = 'answered'", null, patience.Token);
        var traces = await database.QueryAsync<string>("select trace_id from ledger.call_intent", null, patience.Token);
        return (books, [.. answered], [.. traces]);
    }
}
