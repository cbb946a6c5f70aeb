using System.Text.Json;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Storage;

namespace Lanekeeper.Ledger.Storing;

/// <summary>Gives each run's step to one action: of all who ask, in this process or another, the key of <c>ledger.action_claim</c> lets one through.</summary>
internal sealed class ActionClaimStore(Database database, LedgerOptions options)
{
    // A holder that fails between our statement and our look is followed in the next round; that this happens twice is not to be expected.
    private const int MostRounds = 3;

    public Task<IReadOnlyList<Result<ActionStart>>> BeginAsync(IReadOnlyList<ActionIntent> batch, CancellationToken cancellationToken) =>
        database.InTransactionAsync(transaction => BeginAsync(transaction, batch, cancellationToken), cancellationToken);

    private async Task<IReadOnlyList<Result<ActionStart>>> BeginAsync(DatabaseTransaction transaction, IReadOnlyList<ActionIntent> batch, CancellationToken cancellationToken)
    {
        var starts = new Dictionary<ActionIntent, ActionStart>(ReferenceEqualityComparer.Instance);
        IReadOnlyList<ActionIntent> waiting = batch;
        for (var round = 1; waiting.Count > 0; round++)
        {
            // One statement cannot claim one step twice; the others of the same step find its holder below.
            await ClaimAsync(transaction, [.. waiting.DistinctBy(StepOf).DistinctBy(intent => intent.Id)], starts, cancellationToken);
            waiting = [.. waiting.Where(intent => !starts.ContainsKey(intent))];
            if (waiting.Count > 0)
            {
                await FindHoldersAsync(transaction, waiting, isLast: round == MostRounds, starts, cancellationToken);
                waiting = [.. waiting.Where(intent => !starts.ContainsKey(intent))];
            }
        }

        return [.. batch.Select(intent => (Result<ActionStart>)starts[intent])];
    }

    private async Task ClaimAsync(DatabaseTransaction transaction, IReadOnlyList<ActionIntent> intents, Dictionary<ActionIntent, ActionStart> starts, CancellationToken cancellationToken)
    {
        var begun = await transaction.QueryAsync<(Guid Id, Guid? PreviousId)>(Sql.Begin, Columns(intents), cancellationToken);
        var previous = begun.Where(one => one.PreviousId is not null).Select(one => one.PreviousId!.Value).ToArray();
        IReadOnlyList<Holder> failed = previous.Length == 0 ? [] : await transaction.QueryAsync<Holder>(Sql.Finals, new { ids = previous }, cancellationToken);
        var byId = intents.ToDictionary(intent => intent.Id);
        foreach (var (id, previousId) in begun)
        {
            starts.Add(byId[id], new ActionStart(id, ActionStanding.Begun, failed.FirstOrDefault(one => one.Id == previousId)?.Final));
        }
    }

    private static async Task FindHoldersAsync(
        DatabaseTransaction transaction,
        IReadOnlyList<ActionIntent> waiting,
        bool isLast,
        Dictionary<ActionIntent, ActionStart> starts,
        CancellationToken cancellationToken)
    {
        var args = new
        {
            ids = waiting.Column(intent => intent.Id),
            runIds = waiting.Column(intent => intent.Origin.RunId),
            stepIds = waiting.Column(intent => intent.Origin.StepId),
        };
        var holders = (await transaction.QueryAsync<Holder>(Sql.Holders, args, cancellationToken)).DistinctBy(one => one.AskedId).ToDictionary(one => one.AskedId);
        foreach (var intent in waiting)
        {
            var holder = holders[intent.Id];
            var mayFollow = holder.State == ActionState.Failed && holder.Id != intent.Id;
            if (!mayFollow || isLast)
            {
                var standing = holder.State is null || mayFollow ? ActionStanding.InDoubt : ActionStanding.Done;
                starts.Add(intent, new ActionStart(holder.Id, standing, holder.Final));
            }
        }
    }

    private static (Guid? Run, string? Step, Guid? Action) StepOf(ActionIntent intent) =>
        intent.Origin is { RunId: { } run, StepId: { } step } ? (run, step, null) : (null, null, intent.Id);

    private object Columns(IReadOnlyList<ActionIntent> batch) => new
    {
        options.Node,
        options.Process,
        Ids = batch.Column(intent => intent.Id),
        Workflows = batch.Column(intent => intent.Origin.Workflow),
        Snapshots = batch.Column(intent => intent.Origin.Snapshot),
        RunIds = batch.Column(intent => intent.Origin.RunId),
        StepIds = batch.Column(intent => intent.Origin.StepId),
        TraceIds = batch.Column(intent => intent.Origin.TraceId),
        Tools = batch.Column(intent => intent.Tool),
        Effects = batch.Column(intent => intent.Effect),
        Arguments = batch.Column(intent => Texts.Raw(intent.Arguments)),
        Digests = batch.Column(intent => intent.ArgumentsDigest),
        Verdicts = batch.Column(intent => intent.Decision.Verdict),
        Rules = batch.Column(intent => Texts.Mend(intent.Decision.Rule)),
        Explanations = batch.Column(intent => Texts.Mend(intent.Decision.Explanation)),
        ApprovalIds = batch.Column(intent => intent.ApprovalId),
        BegunAts = batch.Column(intent => intent.BegunAt),
    };

    private sealed record Holder(Guid AskedId, Guid Id, ActionState? State, JsonElement? Output, string? FailureCode, string? FailureMessage, DateTimeOffset? EndedAt)
    {
        public ActionFinal? Final => State is { } state ? new ActionFinal(Id, state, Output, FailureCode, FailureMessage, EndedAt!.Value) : null;
    }

    internal static class Sql
    {
        // In the order of the key, so that two processes never wait for each other. The condition is asked again of a row that somebody
        // else has just changed: then it names that one's action, which has not failed.
        public const string Begin =
            """
            with given as (
                select *
                from unnest(
                    @ids::uuid[], @workflows::text[], @snapshots::text[], @runIds::uuid[], @stepIds::text[], @traceIds::text[], @tools::text[], @effects::text[],
                    @arguments::text[], @digests::text[], @verdicts::text[], @rules::text[], @explanations::text[], @approvalIds::uuid[], @begunAts::timestamptz[])
                as given (
                    id, workflow, snapshot, run_id, step_id, trace_id, tool, effect,
                    arguments, arguments_digest, verdict, rule, explanation, approval_id, begun_at)
            ),
            claimed as (
                insert into ledger.action_claim as claim (run_id, step_id, action_id)
                select run_id, step_id, id
                from given
                where run_id is not null and step_id is not null
                order by run_id, step_id
                on conflict (run_id, step_id) do update
                set action_id = excluded.action_id, previous_id = claim.action_id
                where claim.action_id <> excluded.action_id
                    and (select final.state from ledger.action_final as final where final.id = claim.action_id) = 'failed'
                returning action_id, previous_id
            ),
            begun as (
                insert into ledger.action_intent (
                    id, node, process, workflow, snapshot, run_id, step_id, trace_id, tool, effect,
                    arguments, arguments_digest, verdict, rule, explanation, approval_id, begun_at)
                select
                    id, @node, @process, workflow, snapshot, run_id, step_id, trace_id, tool, effect,
                    arguments::json, arguments_digest, verdict, rule, explanation, approval_id, begun_at
                from given
                where run_id is null or step_id is null or id in (select action_id from claimed)
                on conflict (id) do nothing
                returning id
            )
            select begun.id, claimed.previous_id
            from begun
            left join claimed on claimed.action_id = begun.id
            """;

        public const string Holders =
            """
            select given.id as asked_id, coalesce(claim.action_id, given.id) as id, final.state, final.output, final.failure_code, final.failure_message, final.ended_at
            from unnest(@ids::uuid[], @runIds::uuid[], @stepIds::text[]) as given (id, run_id, step_id)
            left join ledger.action_claim as claim on claim.run_id = given.run_id and claim.step_id = given.step_id
            left join ledger.action_final as final on final.id = coalesce(claim.action_id, given.id)
            """;

        public const string Finals =
            """
            select id as asked_id, id, state, output, failure_code, failure_message, ended_at
            from ledger.action_final
            where id = any(@ids)
            """;
    }
}
