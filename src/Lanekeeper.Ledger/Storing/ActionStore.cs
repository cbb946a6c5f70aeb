using Lanekeeper.Ledger.Writing;
using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Writes the ends of actions and the decisions that executed nothing, many at once; each batch is one statement.</summary>
internal sealed class ActionStore(Database database)
{
    /// <summary>A final row that is there already stays as it is; one for an action that was never begun is refused.</summary>
    public async Task<IReadOnlyList<Result<Done>>> EndAsync(IReadOnlyList<ActionFinal> batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<ActionFinal> finals = [.. batch.DistinctBy(final => final.Id)];
        var args = new
        {
            Ids = finals.Column(final => final.Id),
            States = finals.Column(final => final.State),
            Outputs = finals.Column(final => final.Output is { } output ? Texts.Raw(output) : null),
            FailureCodes = finals.Column(final => final.FailureCode),
            FailureMessages = finals.Column(final => final.FailureMessage),
            EndedAts = finals.Column(final => final.EndedAt),
        };
        var written = await database.ExecuteAsync(Sql.End, args, cancellationToken);
        return written == batch.Count ? Answers.Done(batch.Count) : await ExplainAsync(batch, args.Ids, cancellationToken);
    }

    /// <summary>A decision that is there already stays as it is.</summary>
    public async Task<IReadOnlyList<Result<Done>>> RecordAsync(IReadOnlyList<DecisionRecord> batch, CancellationToken cancellationToken)
    {
        var args = new
        {
            Ids = batch.Column(record => record.Id),
            Workflows = batch.Column(record => record.Origin.Workflow),
            Snapshots = batch.Column(record => record.Origin.Snapshot),
            RunIds = batch.Column(record => record.Origin.RunId),
            StepIds = batch.Column(record => record.Origin.StepId),
            TraceIds = batch.Column(record => record.Origin.TraceId),
            Tools = batch.Column(record => record.Tool),
            Effects = batch.Column(record => record.Effect),
            Arguments = batch.Column(record => Texts.Raw(record.Arguments)),
            Digests = batch.Column(record => record.ArgumentsDigest),
            Verdicts = batch.Column(record => record.Decision.Verdict),
            Rules = batch.Column(record => Texts.Mend(record.Decision.Rule)),
            Explanations = batch.Column(record => Texts.Mend(record.Decision.Explanation)),
            ApprovalIds = batch.Column(record => record.ApprovalId),
            Ats = batch.Column(record => record.At),
        };
        await database.ExecuteAsync(Sql.Record, args, cancellationToken);
        return Answers.Done(batch.Count);
    }

    private async Task<IReadOnlyList<Result<Done>>> ExplainAsync(IReadOnlyList<ActionFinal> batch, Guid[] ids, CancellationToken cancellationToken)
    {
        var states = (await database.QueryAsync<(Guid Id, ActionState State)>(Sql.States, new { ids }, cancellationToken)).ToDictionary(row => row.Id, row => row.State);
        return [.. batch.Select(final => Explain(final, states))];
    }

    private static Result<Done> Explain(ActionFinal final, Dictionary<Guid, ActionState> states)
    {
        if (!states.TryGetValue(final.Id, out var state))
        {
            return LedgerProblems.UnknownAction(final.Id);
        }

        return state == final.State ? Done.Instance : LedgerProblems.AlreadyEnded(final.Id, state.ToString().ToLowerInvariant());
    }

    internal static class Sql
    {
        public const string End =
            """
            insert into ledger.action_final (id, state, output, failure_code, failure_message, ended_at)
            select id, state, output::json, failure_code, failure_message, ended_at
            from unnest(@ids::uuid[], @states::text[], @outputs::text[], @failureCodes::text[], @failureMessages::text[], @endedAts::timestamptz[])
                as given (id, state, output, failure_code, failure_message, ended_at)
            where (select true from ledger.action_intent as intent where intent.id = given.id)
            on conflict (id) do nothing
            """;

        public const string States =
            """
            select id, state
            from ledger.action_final
            where id = any(@ids)
            """;

        public const string Record =
            """
            insert into ledger.action_decision (
                id, workflow, snapshot, run_id, step_id, trace_id, tool, effect,
                arguments, arguments_digest, verdict, rule, explanation, approval_id, decided_at)
            select
                id, workflow, snapshot, run_id, step_id, trace_id, tool, effect,
                arguments::json, arguments_digest, verdict, rule, explanation, approval_id, decided_at
            from unnest(
                @ids::uuid[], @workflows::text[], @snapshots::text[], @runIds::uuid[], @stepIds::text[], @traceIds::text[], @tools::text[], @effects::text[],
                @arguments::text[], @digests::text[], @verdicts::text[], @rules::text[], @explanations::text[], @approvalIds::uuid[], @ats::timestamptz[])
            as given (
                id, workflow, snapshot, run_id, step_id, trace_id, tool, effect,
                arguments, arguments_digest, verdict, rule, explanation, approval_id, decided_at)
            on conflict (id) do nothing
            """;
    }
}
