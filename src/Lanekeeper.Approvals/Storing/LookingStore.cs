using Lanekeeper.Storage;

namespace Lanekeeper.Approvals.Storing;

/// <summary>Reads and writes <c>approvals.looking</c>: who has a card open; and reads what was taken back.</summary>
internal sealed class LookingStore(Database database, Wakeups wakeups)
{
    public async Task<SeenRow?> LookAsync(Guid id, Actor actor, DateTimeOffset now, DateTimeOffset seenSince, CancellationToken cancellationToken)
    {
        var seen = await database.FindAsync<SeenRow>(Sql.Look, new { id, account = actor.Id, actor.Name, now, seenSince }, cancellationToken);
        if (seen is not null && (seen.Before is null || seen.Before < seenSince))
        {
            wakeups.Publish(ApprovalChannels.Inbox);
        }

        return seen;
    }

    /// <summary>Forgets who has gone.</summary>
    public Task<int> PruneAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.ExecuteAsync(Sql.Prune, new { before }, cancellationToken);

    public Task<IReadOnlyList<TakenBack>> ListTakenBackAsync(Guid id, CancellationToken cancellationToken) =>
        database.QueryAsync<TakenBack>(Sql.ListTakenBack, new { id }, cancellationToken);

    internal static class Sql
    {
        // All parts see the rows as they were before: `before` is the heartbeat before this one.
        public const string Look =
            """
            with beat as (
                insert into approvals.looking (approval_id, account, name, seen_at)
                select id, @account, @name, @now from approvals.approval where id = @id
                on conflict (approval_id, account) do update set seen_at = excluded.seen_at, name = excluded.name
            )
            select state,
                decided_by_name,
                array(select name from approvals.looking where approval_id = @id and account <> @account and seen_at >= @seenSince order by name) as others,
                (select seen_at from approvals.looking where approval_id = @id and account = @account) as before
            from approvals.approval
            where id = @id
            """;

        public const string Prune =
            """
            delete from approvals.looking
            where seen_at < @before
            """;

        public const string ListTakenBack =
            """
            select taken_back_at, state, decided_at, decided_by_name, reason, words
            from approvals.taken_back
            where approval_id = @id
            order by taken_back_at desc
            limit 20
            """;
    }
}
