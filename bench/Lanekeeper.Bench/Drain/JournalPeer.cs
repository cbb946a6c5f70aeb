using System.Diagnostics;
using Lanekeeper.Storage;

namespace Lanekeeper.Bench.Drain;

/// <summary>The least that any engine on this PostgreSQL must do: write a journal row for each step.</summary>
internal static class JournalPeer
{
    private const int Rows = 3000;
    private const int Callers = 32;

    private const string Make =
        """
        create table public.bare_journal (id uuid, seq integer, output jsonb, primary key (id, seq))
        """;

    private const string InsertOne =
        """
        insert into public.bare_journal (id, seq, output) values (@id, @seq, @output::jsonb)
        """;

    private const string InsertMany =
        """
        insert into public.bare_journal (id, seq, output)
        select * from unnest(@ids::uuid[], @seqs::integer[], @outputs::jsonb[])
        """;

    private static readonly string Output = $$"""{"text":"{{new string('x', 2000)}}"}""";

    public static async Task RunAsync(Database database, Action<string> say)
    {
        await database.ExecuteAsync(Make, null, CancellationToken.None);
        var single = await TimeAsync(i => database.ExecuteAsync(InsertOne, new { id = Id.New(TimeProvider.System), seq = i, output = Output }, CancellationToken.None));
        await using var group = new GroupCommit<(Guid Id, int Seq), bool>(
            async (items, cancellationToken) =>
            {
                var args = new { ids = items.Select(item => item.Id).ToArray(), seqs = items.Select(item => item.Seq).ToArray(), outputs = items.Select(_ => Output).ToArray() };
                await database.ExecuteAsync(InsertMany, args, cancellationToken);
                return [.. items.Select(_ => true)];
            },
            new(),
            TimeProvider.System);
        var grouped = await TimeAsync(i => group.AddAsync((Id.New(TimeProvider.System), i), CancellationToken.None));
        say($"bare journal inserts of 2 KB, {Callers} callers: {single:F0}/s one to a commit, {grouped:F0}/s group-committed (a run writes three, and nine rows in all)");
    }

    private static async Task<double> TimeAsync(Func<int, Task> write)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(Enumerable.Range(0, Rows), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (i, _) => await write(i));
        return Rows / watch.Elapsed.TotalSeconds;
    }
}
