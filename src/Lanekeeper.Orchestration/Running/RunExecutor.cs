using Lanekeeper.Orchestration.Journaling;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Project;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Orchestration.Running;

/// <summary>
/// Takes a leased run from where its journal ends to where it ends, waits or must be tried again later.
///
///   for each step not over:  condition -> run -> journal (fence checked) -> next
///
/// Nothing is replayed: what is journaled is read, what is not is run. A lease that was lost is found out at the
/// journal, which then writes nothing, and the run is left to its new worker.
/// </summary>
internal sealed partial class RunExecutor(StepRunners runners, Journal journal, OrchestrationOptions options, TimeProvider time, ILogger<RunExecutor> logger)
{
    /// <returns>Whether the run came to rest; <see langword="false"/> when the lease was lost on the way.</returns>
    public async Task<bool> RunAsync(RunWork work, CancellationToken cancellationToken)
    {
        var entries = new EntryMaker(work, options, time);
        for (var seq = 0; seq < work.Workflow.Steps.Count; seq++)
        {
            var step = work.Workflow.Steps[seq];
            if (work.Find(step.Id) is { } row && RunWork.IsOver(row.State))
            {
                continue;
            }

            var begun = time.GetUtcNow();
            var result = await TryStepAsync(work, entries, step, cancellationToken);
            var entry = entries.Make(step, seq, begun, result);
            if (!await WriteAsync(work, entries, entry, cancellationToken))
            {
                return false;
            }

            if (entry.Move != JobMove.Keep)
            {
                LogRested(work.Run.Id, entry.State, entry.StepId);
                return true;
            }
        }

        return await WriteAsync(work, entries, entries.Finished(), cancellationToken);
    }

    /// <summary>Ends a run that cannot even begin.</summary>
    public async Task FailAsync(RunRow run, JobStore.Lease lease, Problem problem, CancellationToken cancellationToken)
    {
        await journal.AppendAsync(EntryMaker.Failed(run, lease, problem), cancellationToken);
        LogRested(run.Id, RunState.Failed, null);
    }

    private async Task<StepResult> TryStepAsync(RunWork work, EntryMaker entries, StepDefinition step, CancellationToken cancellationToken)
    {
        if (!Conditions.Hold(work, step).Succeeded(out var holds, out var problem))
        {
            return new StepResult.Stops(problem);
        }

        if (!holds)
        {
            return new StepResult.Ended(StepState.Skipped);
        }

        var left = work.Workflow.Deadline - entries.WorkingTime;
        if (left <= TimeSpan.Zero)
        {
            return new StepResult.Stops(RunProblems.DeadlinePassed(work.Workflow.Deadline));
        }

        using var deadline = new CancellationTokenSource(left, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await runners.RunAsync(work, step, both.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new StepResult.Stops(RunProblems.DeadlinePassed(work.Workflow.Deadline));
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !Storage.DatabaseFailure.IsUnavailable(exception))
        {
            LogCrashed(exception, work.Run.Id, step.Id);
            return new StepResult.Stops(RunProblems.Crashed(exception));
        }
    }

    private async Task<bool> WriteAsync(RunWork work, EntryMaker entries, JournalEntry entry, CancellationToken cancellationToken)
    {
        if (!(await journal.AppendAsync(entry, cancellationToken)).Succeeded(out var receipt, out var problem))
        {
            LogNotWritten(work.Run.Id, problem.Message);
            return false;
        }

        if (!receipt.Held)
        {
            LogLeaseLost(work.Run.Id, entry.Fence);
            return false;
        }

        if (entry.Step is { } step)
        {
            work.Record(step);
        }

        if (!receipt.CancelRequested || entry.Move == JobMove.Finish)
        {
            return true;
        }

        // A parked or delayed entry has given the job back already; the cancelling statement has seen or will see it idle.
        if (entry.Move == JobMove.Keep)
        {
            await journal.AppendAsync(entries.Cancelled(), cancellationToken);
            LogRested(work.Run.Id, RunState.Cancelled, entry.StepId);
        }

        return false;
    }

    [LoggerMessage(LogLevel.Debug, "Run {RunId}: {State} at step {StepId}.")]
    private partial void LogRested(Guid runId, RunState state, string? stepId);

    [LoggerMessage(LogLevel.Error, "Run {RunId}: step {StepId} ended with an unexpected error.")]
    private partial void LogCrashed(Exception exception, Guid runId, string stepId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId}: lease {Fence} was lost to another worker; nothing was written.")]
    private partial void LogLeaseLost(Guid runId, long fence);

    [LoggerMessage(LogLevel.Warning, "Run {RunId}: the journal could not be written: {Message}")]
    private partial void LogNotWritten(Guid runId, string message);
}
