using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Counts what failed just now.</summary>
internal sealed class FailureStore(Database database)
{
    private const int Most = 20_000;

    public Task<IReadOnlyList<FailureRate>> CountAsync(Guid since, CancellationToken cancellationToken) =>
        database.QueryAsync<FailureRate>(Sql.Count, new { since, Most }, cancellationToken);

    internal static class Sql
    {
        public const string Count =
            """
            with ended as (
                select id, state
                from ledger.call_final
                where id >= @since and state <> 'cancelled'
                order by id desc
                limit @most
            )
            select
                intent.workflow,
                count(*) as calls,
                count(*) filter (where ended.state in ('failed_transient', 'timed_out')) as transient,
                count(*) filter (where ended.state = 'failed_semantic') as semantic
            from ended
            join ledger.call_intent as intent on intent.id = ended.id and intent.id >= @since
            where intent.cache_hit_of is null
            group by intent.workflow
            """;
    }
}
