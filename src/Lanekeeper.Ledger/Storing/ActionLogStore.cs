using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Reads what tools were called in a run, executed or not.</summary>
internal sealed class ActionLogStore(Database database)
{
    public Task<IReadOnlyList<ActionRow>> ListAsync(Guid runId, CancellationToken cancellationToken) =>
        database.QueryAsync<ActionRow>(Sql.List, new { runId }, cancellationToken);

    internal static class Sql
    {
        // A run has few; one with more than a thousand is cut, oldest first.
        public const string List =
            """
            select
                intent.id, intent.run_id, intent.step_id, intent.tool, intent.effect, intent.arguments, intent.arguments_digest,
                intent.verdict, intent.rule, intent.explanation, intent.approval_id, final.state, final.output, final.failure_message, intent.begun_at as at
            from ledger.action_intent as intent
            left join ledger.action_final as final on final.id = intent.id
            where intent.run_id = @runId
            union all
            select
                id, run_id, step_id, tool, effect, arguments, arguments_digest,
                verdict, rule, explanation, approval_id, null, null, null, decided_at
            from ledger.action_decision
            where run_id = @runId
            order by at, id
            limit 1000
            """;
    }
}
