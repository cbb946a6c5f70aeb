using Lanekeeper.Orchestration.Journaling;
using Lanekeeper.Storage;

namespace Lanekeeper.Orchestration.Storing;

/// <summary>Reads and writes <c>orchestration.step</c>, the journal, always together with the run and job it moves.</summary>
internal sealed class JournalStore(Database database)
{
    public Task<IReadOnlyList<StepRow>> FindAsync(IReadOnlyList<Guid> runs, CancellationToken cancellationToken) =>
        database.QueryAsync<StepRow>(Sql.Find, new { runs }, cancellationToken);

    /// <summary>Writes a batch in one statement, each entry only where its fence still stands.</summary>
    /// <returns>A row for each entry that was written.</returns>
    public Task<IReadOnlyList<Written>> WriteAsync(IReadOnlyList<JournalEntry> entries, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var steps = entries.Select(entry => entry.Step).ToArray();
        return database.QueryAsync<Written>(
            Sql.Write,
            new
            {
                now,
                runs = entries.Select(entry => entry.RunId).ToArray(),
                fences = entries.Select(entry => entry.Fence).ToArray(),
                states = entries.Select(entry => entry.State).ToArray(),
                stepIds = entries.Select(entry => entry.StepId).ToArray(),
                outcomes = entries.Select(entry => entry.Outcome).ToArray(),
                problems = entries.Select(entry => ProblemJson.Write(entry.Problem)?.GetRawText()).ToArray(),
                approvals = entries.Select(entry => entry.ApprovalId).ToArray(),
                working = entries.Select(entry => entry.WorkingMs).ToArray(),
                failures = entries.Select(entry => entry.Failures).ToArray(),
                moves = entries.Select(entry => entry.Move).ToArray(),
                dues = entries.Select(entry => entry.DueAt).ToArray(),
                seqs = steps.Select(step => step?.Seq).ToArray(),
                ids = steps.Select(step => step?.Id).ToArray(),
                kinds = steps.Select(step => step?.Kind).ToArray(),
                stepStates = steps.Select(step => step?.State.ToString().ToLowerInvariant()).ToArray(),
                attempts = steps.Select(step => step?.Attempts).ToArray(),
                starts = steps.Select(step => step?.StartedAt).ToArray(),
                ends = steps.Select(step => step?.EndedAt).ToArray(),
                outputs = steps.Select(step => step?.Output?.GetRawText()).ToArray(),
                confidences = steps.Select(step => step?.Confidence).ToArray(),
                calls = steps.Select(step => step?.CallId).ToArray(),
                actions = steps.Select(step => step?.ActionId).ToArray(),
                stepApprovals = steps.Select(step => step?.ApprovalId).ToArray(),
                explanations = steps.Select(step => step?.Explanation).ToArray(),
                stepProblems = steps.Select(step => step?.Problem?.GetRawText()).ToArray(),
                waits = steps.Select(step => step?.WaitingSince).ToArray(),
                waited = steps.Select(step => step?.WaitedUntil).ToArray(),
            },
            cancellationToken);
    }

    internal sealed record Written(long Fence, bool CancelRequested);

    internal static class Sql
    {
        public const string Find =
            """
            select
                run_id, seq, id, kind, state, attempts, started_at, ended_at, output, confidence, call_id, action_id, approval_id, explanation, problem,
                waiting_since, waited_until
            from orchestration.step
            where run_id = any(@runs::uuid[])
            order by run_id, seq
            """;

        /// <remarks>
        /// Everything hangs on <c>held</c>: no row of a run is touched unless its job still has the entry's fence. The row of the run itself
        /// is written only when the run comes to rest: a step in its midst costs one insert.
        /// </remarks>
        public const string Write =
            """
            with entry as materialized (
                select *
                from unnest(
                    @runs::uuid[], @fences::bigint[], @states::text[], @stepIds::text[], @outcomes::text[], @problems::text[], @approvals::uuid[],
                    @working::bigint[], @failures::integer[], @moves::text[], @dues::timestamptz[],
                    @seqs::integer[], @ids::text[], @kinds::text[], @stepStates::text[], @attempts::integer[], @starts::timestamptz[], @ends::timestamptz[],
                    @outputs::text[], @confidences::double precision[], @calls::uuid[], @actions::uuid[], @stepApprovals::uuid[], @explanations::text[],
                    @stepProblems::text[], @waits::timestamptz[], @waited::timestamptz[])
                as e (
                    run_id, fence, run_state, at_step, outcome, problem, approval_id,
                    working_ms, failures, move, due_at,
                    seq, id, kind, state, attempts, started_at, ended_at,
                    output, confidence, call_id, action_id, step_approval_id, explanation,
                    step_problem, waiting_since, waited_until)
            ), held as materialized (
                select e.*, j.woken
                from orchestration.job j
                join entry e on e.run_id = j.run_id and e.fence = j.fence
                order by j.run_id
                for update of j
            ), journaled as (
                insert into orchestration.step as s
                    (run_id, seq, id, kind, state, attempts, started_at, ended_at, output, confidence, call_id, action_id, approval_id, explanation, problem,
                     waiting_since, waited_until)
                select run_id, seq, id, kind, state, attempts, started_at, ended_at, output::json, confidence, call_id, action_id, step_approval_id, explanation, step_problem::json,
                       waiting_since, waited_until
                from held
                where seq is not null
                on conflict (run_id, seq) do update
                set state = excluded.state, attempts = excluded.attempts, ended_at = excluded.ended_at, output = excluded.output,
                    confidence = excluded.confidence, call_id = excluded.call_id, action_id = excluded.action_id, approval_id = excluded.approval_id,
                    explanation = excluded.explanation, problem = excluded.problem, waiting_since = excluded.waiting_since, waited_until = excluded.waited_until
            ), moved as (
                update orchestration.run r
                set state = h.run_state, step_id = h.at_step, outcome = h.outcome, problem = h.problem::json, approval_id = h.approval_id,
                    working_ms = h.working_ms, ended_at = case when h.move = 'finish' then @now::timestamptz end
                from held h
                where r.id = h.run_id and h.move <> 'keep'
            ), queued as (
                update orchestration.job j
                set worker = null, node = null, failures = h.failures,
                    available_at = case when h.woken then @now when h.move = 'delay' then h.due_at else 'infinity' end
                from held h
                where j.run_id = h.run_id and h.move in ('delay', 'park')
            ), finished as (
                delete from orchestration.job j
                using held h
                where j.run_id = h.run_id and h.move = 'finish'
            ), closed as (
                delete from orchestration.step s
                using held h
                where s.run_id = h.run_id and s.state = 'waiting' and h.run_state = 'cancelled'
            )
            select h.fence, r.cancel_requested_at is not null as cancel_requested
            from held h
            join orchestration.run r on r.id = h.run_id
            """;
    }
}
