using Lanekeeper.Orchestration.Journaling;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>Turns what came of a step into the journal's entry: what the step is now, and where that leaves the run.</summary>
internal sealed class EntryMaker(RunWork work, OrchestrationOptions options, TimeProvider time)
{
    private readonly long _begun = time.GetTimestamp();

    public TimeSpan WorkingTime => TimeSpan.FromMilliseconds(work.Run.WorkingMs) + time.GetElapsedTime(_begun);

    public JournalEntry Make(StepDefinition step, int seq, DateTimeOffset begun, StepResult result)
    {
        var row = Row(step, seq, begun, result);
        return result switch
        {
            StepResult.Waits waits => Entry(RunState.Waiting, JobMove.Park, row) with { ApprovalId = waits.ApprovalId },
            StepResult.Withdrawn => Cancelled(),
            StepResult.Stops stops => Stopped(stops.Problem, row),
            StepResult.Ended ended => Ended(ended, row, seq),
            _ => throw new InvalidOperationException($"No entry for {result.GetType().Name}."),
        };
    }

    public JournalEntry Finished() => Entry(RunState.Succeeded, JobMove.Finish, null) with { Outcome = Outcome(null) };

    public JournalEntry Cancelled() => Entry(RunState.Cancelled, JobMove.Finish, null) with { Outcome = "cancelled" };

    /// <summary>In place of an entry that the database would not take.</summary>
    public static JournalEntry Refused(JournalEntry entry, StepRow step)
    {
        var problem = RunProblems.UnstorableResult(step.Id);
        return entry with
        {
            Step = step with { State = StepState.Failed, EndedAt = step.EndedAt ?? step.StartedAt, Output = null, Confidence = null, Explanation = null, Problem = ProblemJson.Write(problem) },
            State = RunState.Failed,
            Outcome = "failed",
            Problem = problem,
            Move = JobMove.Finish,
        };
    }

    public static JournalEntry Failed(RunRow run, JobStore.Lease lease, Problem problem) => new()
    {
        RunId = run.Id,
        Fence = lease.Fence,
        State = RunState.Failed,
        Problem = problem,
        Outcome = "failed",
        WorkingMs = run.WorkingMs,
        Failures = lease.Failures,
        Move = JobMove.Finish,
    };

    private JournalEntry Ended(StepResult.Ended ended, StepRow row, int seq)
    {
        work.Failures = 0;
        var stops = ended.EndsRun || (ended.State is StepState.Rejected or StepState.Denied && work.Workflow.OnReject == RejectOutcome.Stop);
        return stops || seq == work.Workflow.Steps.Count - 1
            ? Entry(RunState.Succeeded, JobMove.Finish, row) with { Outcome = Outcome(ended.State) }
            : Entry(RunState.Running, JobMove.Keep, row);
    }

    private JournalEntry Stopped(Problem problem, StepRow row)
    {
        var failures = ++work.Failures;
        var failed = row with { Attempts = failures };
        if (!problem.IsTransient)
        {
            return Entry(RunState.Failed, JobMove.Finish, failed) with { Problem = problem, Outcome = "failed" };
        }

        if (failures >= options.StepAttempts)
        {
            return Entry(RunState.Dead, JobMove.Finish, failed) with { Problem = problem, Outcome = "dead" };
        }

        var wait = Backoff.After(failures, problem.RetryAfter, options, Random.Shared.NextDouble());
        return Entry(RunState.Queued, JobMove.Delay, failed) with { Problem = problem, DueAt = time.GetUtcNow() + wait };
    }

    /// <summary>How the run ended, in a word; what a person decided weighs more than what was merely done.</summary>
    private string Outcome(StepState? last)
    {
        var states = work.Done.Select(step => step.State).Append(last ?? StepState.Done).ToHashSet();
        return states.Contains(StepState.Rejected) ? "rejected"
            : states.Contains(StepState.Denied) ? "denied"
            : states.Contains(StepState.Routed) ? "routed"
            : "done";
    }

    private StepRow Row(StepDefinition step, int seq, DateTimeOffset begun, StepResult result)
    {
        var before = work.Find(step.Id);
        var row = new StepRow
        {
            RunId = work.Run.Id,
            Seq = seq,
            Id = step.Id,
            Kind = StepRunners.Kind(step),
            State = StepState.Done,
            Attempts = work.Failures + 1,
            StartedAt = before?.StartedAt ?? begun,
            EndedAt = time.GetUtcNow(),
            WaitingSince = before?.WaitingSince,
            WaitedUntil = before?.State == StepState.Waiting ? begun : before?.WaitedUntil,
        };
        return result switch
        {
            StepResult.Waits waits => row with
            {
                State = StepState.Waiting,
                EndedAt = null,
                ApprovalId = waits.ApprovalId,
                Explanation = Texts.Mend(waits.Explanation) ?? before?.Explanation,
                WaitingSince = row.WaitingSince ?? row.EndedAt,
                WaitedUntil = null,
            },
            StepResult.Stops stops => row with { State = StepState.Failed, ApprovalId = before?.ApprovalId, Explanation = before?.Explanation, Problem = ProblemJson.Write(stops.Problem) },
            StepResult.Ended ended => row with
            {
                State = ended.State,
                Output = ended.Output,
                Confidence = ended.Confidence,
                CallId = ended.CallId,
                ActionId = ended.ActionId,
                ApprovalId = ended.ApprovalId,
                Explanation = Texts.Mend(ended.Explanation),
            },
            _ => row,
        };
    }

    private JournalEntry Entry(RunState state, JobMove move, StepRow? row) => new()
    {
        RunId = work.Run.Id,
        Fence = work.Lease.Fence,
        Step = row,
        State = state,
        StepId = row?.Id,
        WorkingMs = (long)WorkingTime.TotalMilliseconds,
        Failures = work.Failures,
        Move = move,
    };
}
