using System.Globalization;
using System.Diagnostics;
using Lanekeeper.Storage;

namespace Lanekeeper.Bench.Web;

/// <summary>
/// Many runs, written straight into the tables: copies of what the demo left there, with ids and times of their own, spread over 30 days and the demo's workflow
/// and others. Whatever columns a table gets are copied too.
/// </summary>
internal sealed class Crowd(Database database)
{
    private const int Chunk = 50_000;

    public async Task FillAsync(int runs, int cards, Action<string> say)
    {
        await RunAsync(Sql.Functions);
        var ended = runs - cards;
        await CopyAsync("orchestration.run", "state <> 'waiting'", Run, 0, ended, say);
        await CopyAsync("orchestration.run", "state = 'waiting'", WaitingRun, ended, cards, say);
        await CopyAsync("orchestration.job", "true", new() { ["run_id"] = "bench.id(n, 1)" }, ended, cards, say);
        await CopyAsync("orchestration.step", "id = 'triage'", Step, 0, runs, say);
        await CopyAsync("ledger.call_intent", "true", Call, 0, runs, say);
        await CopyAsync("ledger.call_final", "true", Answer, 0, runs, say);
        await CopyAsync("approvals.approval", "state = 'pending'", OpenCard, ended, cards, say);
        await RunAsync(Sql.DecideSome);
        await CopyAsync("approvals.approval", "state <> 'pending'", ClosedCard, 0, ended / 3, say);
        await RunAsync("analyze");
    }

    private const string At = "bench.moment(n)";

    private const string Workflow = "case when n % 4 = 0 then 'returns' when n % 4 = 1 then 'invoices' else workflow end";

    private static Dictionary<string, string> Run => new()
    {
        ["id"] = "bench.id(n, 1)",
        ["workflow"] = Workflow,
        ["created_at"] = At,
        ["ended_at"] = At + " + interval '3 seconds'",
        ["title"] = "'Order ' || n || ': ' || title",
        ["idempotency_key"] = "null",
        ["trace_id"] = "md5(n::text)",
        ["approval_id"] = "null",
        ["state"] = "case when n % 50 = 0 then 'failed' when n % 997 = 0 then 'dead' else state end",
    };

    private static Dictionary<string, string> WaitingRun => new(Run)
    {
        ["ended_at"] = "null",
        ["approval_id"] = "bench.id(n, 3)",
        ["state"] = "state",
    };

    private static Dictionary<string, string> Step => new()
    {
        ["run_id"] = "bench.id(n, 1)",
        ["call_id"] = "bench.id(n, 2)",
        ["started_at"] = At,
        ["ended_at"] = At + " + interval '20 milliseconds'",
    };

    private static Dictionary<string, string> Answer => new()
    {
        ["id"] = "bench.id(n, 2)",
        ["closed_at"] = At,
    };

    private static Dictionary<string, string> Call => new()
    {
        ["id"] = "bench.id(n, 2)",
        ["first_call_id"] = "bench.id(n, 2)",
        ["run_id"] = "bench.id(n, 1)",
        ["workflow"] = Workflow,
        ["trace_id"] = "md5(n::text)",
        ["opened_at"] = At,
        ["deadline"] = At + " + interval '30 seconds'",
    };

    private static Dictionary<string, string> OpenCard => new()
    {
        ["id"] = "bench.id(n, 3)",
        ["run_id"] = "bench.id(n, 1)",
        ["workflow"] = Workflow,
        ["requested_at"] = At,
        ["expires_at"] = "now() + interval '2 days'",
        ["title"] = "'Order ' || n || ': ' || title",
    };

    private static Dictionary<string, string> ClosedCard => new(OpenCard)
    {
        ["expires_at"] = At + " + interval '2 days'",
        ["decided_at"] = At + " + interval '1 hour'",
        ["effective_at"] = At + " + interval '1 hour'",
        ["used_at"] = "null",
    };

    private async Task CopyAsync(string table, string which, Dictionary<string, string> changes, int from, int count, Action<string> say)
    {
        var watch = Stopwatch.StartNew();
        var columns = (await database.QueryAsync<string>(Sql.Columns, new { Table = table }, CancellationToken.None)).ToList();
        var values = columns.Select(column => changes.GetValueOrDefault(column, $"model.{column}"));
        await RunAsync($"create table bench.model as select *, row_number() over () - 1 as k, count(*) over () as many from {table} where {which} limit 60");
        for (var done = 0; done < count; done += Chunk)
        {
            await RunAsync(string.Create(CultureInfo.InvariantCulture, $"""
                insert into {table} ({string.Join(", ", columns)})
                select {string.Join(", ", values)}
                from generate_series({from + done}, {from + Math.Min(done + Chunk, count) - 1}) as n
                join bench.model as model on model.k = n % model.many
                """));
        }

        await RunAsync("drop table bench.model");
        say(string.Create(CultureInfo.InvariantCulture, $"  {count:N0} rows of {table} in {watch.Elapsed.TotalSeconds:F0} s"));
    }

    private Task<int> RunAsync(string sql) => database.ExecuteAsync(sql, null, CancellationToken.None);

    private static class Sql
    {
        // The n-th of a kind: a UUID v7 of its moment, spread evenly over the last 30 days, the last ones an hour old.
        public const string Functions = """
            create schema if not exists bench;
            create or replace function bench.moment(n bigint) returns timestamptz language sql stable
                as $$ select date_trunc('second', now()) - interval '1 hour' - make_interval(secs => (1100000 - n) * 2.3) $$;
            create or replace function bench.id(n bigint, kind integer) returns uuid language sql stable
                as $$ select (lpad(to_hex(floor(extract(epoch from bench.moment(n)) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid $$;
            """;

        public const string Columns = """
            select column_name::text
            from information_schema.columns
            where table_schema || '.' || table_name = @Table and is_generated = 'NEVER'
            order by ordinal_position
            """;

        // The demo decides nothing; a tenth of its cards are closed here, so that there are some to copy.
        public const string DecideSome = """
            update approvals.approval
            set state = 'approved', decided_at = requested_at + interval '1 minute', decided_by = 'bench', decided_by_name = 'bench@example.com',
                effective_at = requested_at + interval '1 minute', is_settled = true
            where id in (select id from approvals.approval where state = 'pending' order by id limit 6)
            """;
    }
}
