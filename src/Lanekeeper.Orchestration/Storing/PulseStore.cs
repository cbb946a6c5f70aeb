using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>Counts runs of the last hours and days.</summary>
internal sealed class PulseStore(Database database)
{
    public async Task<RunSpan> CountAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken) =>
        (await database.FindAsync<RunSpan>(Sql.Count, new { from, until, firstId = Id.LeastAt(from), nextId = Id.LeastAt(until) }, cancellationToken))!;

    public Task<IReadOnlyList<RunFailure>> ListFailuresAsync(DateTimeOffset since, int most, CancellationToken cancellationToken) =>
        database.QueryAsync<RunFailure>(Sql.ListFailures, new { since, most }, cancellationToken);

    internal static class Sql
    {
        public const string Count =
            """
            select
                @from::timestamptz as "from",
                @until::timestamptz as until,
                (select count(*) from orchestration.run where id >= @firstId and id < @nextId) as started,
                (select count(*) from orchestration.run where state in ('failed', 'dead') and ended_at >= @from and ended_at < @until) as failed
            """;

        public const string ListFailures =
            $"""
            select
                workflow,
                state,
                coalesce({ProblemJson.Code}, 'unknown') as code,
                count(*) as count,
                max(ended_at) as last_at,
                (array_agg(id order by ended_at desc))[1] as last_run
            from orchestration.run
            where state in ('failed', 'dead') and ended_at >= @since
            group by 1, 2, 3
            order by last_at desc
            limit @most
            """;
    }
}
