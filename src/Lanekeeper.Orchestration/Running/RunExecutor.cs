using Lanekeeper.Approvals;
using Lanekeeper.Orchestration.Journaling;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Project;
using Lanekeeper.Storage;
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
internal sealed partial class RunExecutor(
    StepRunners runners,
    Journal journal,
    IApprovals approvals,
    OrchestrationOptions options,
    TimeProvider time,
    ILogger<RunExecutor> logger)
{
    // A timer takes 49 days at most.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    /// <returns>Whether the run came to rest; <see langword="false"/> when the lease was lost on the way.</returns>
    public async Task<bool> RunAsync(RunWork work, CancellationToken cancellationToken)
    {
        var entries = new EntryMaker(work, options, time);
        var isCancelled = work.Run.CancelRequestedAt is not null;
        for (var seq = 0; seq < work.Workflow.Steps.Count && !isCancelled; seq++)
        {
            var step = work.Workflow.Steps[seq];
            if (work.Find(step.Id) is { } row && RunWork.IsOver(row.State))
            {
                continue;
            }

            var begun = time.GetUtcNow();
            var result = await TryStepAsync(work, entries, step, cancellationToken);
            if (await WriteAsync(work, entries.Make(step, seq, begun, result)) is not { } written)
            {
                return false;
            }

            if (written.Entry.Move != JobMove.Keep)
            {
                return true;
            }

            isCancelled = written.CancelRequested;
        }

        return isCancelled ? await CancelAsync(work, entries) : await WriteAsync(work, entries.Finished()) is not null;
    }

    /// <summary>Ends a run that cannot even begin.</summary>
    public async Task FailAsync(RunRow run, JobStore.Lease lease, Problem problem) => await AppendAsync(EntryMaker.Failed(run, lease, problem));

    private async Task<StepResult> TryStepAsync(RunWork work, EntryMaker entries, StepDefinition step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var left = work.Workflow.Deadline - entries.WorkingTime;
        if (left <= TimeSpan.Zero)
        {
            return new StepResult.Stops(RunProblems.DeadlinePassed(work.Workflow.Deadline));
        }

        using var deadline = new CancellationTokenSource(left < LongestTimer ? left : LongestTimer, time);

        // A tool call that has begun is let finish, within its own time: cut off, nobody would know whether it happened.
        using var both = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, step is ToolStep ? CancellationToken.None : cancellationToken);
        try
        {
            if (!Conditions.Hold(work, step).Succeeded(out var holds, out var problem))
            {
                return new StepResult.Stops(problem);
            }

            return holds ? await runners.RunAsync(work, step, both.Token) : new StepResult.Ended(StepState.Skipped);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new StepResult.Stops(RunProblems.DeadlinePassed(work.Workflow.Deadline));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && !DatabaseFailure.IsUnavailable(exception))
        {
            LogCrashed(exception, work.Run.Id, step.Id);
            return new StepResult.Stops(RunProblems.Crashed(exception));
        }
    }

    /// <summary>The cards go first: should the program stop in between, the next worker does both again.</summary>
    private async Task<bool> CancelAsync(RunWork work, EntryMaker entries)
    {
        await approvals.WithdrawAsync(work.Run.Id, "The run was cancelled.", CancellationToken.None);
        return await WriteAsync(work, entries.Cancelled()) is not null;
    }

    /// <returns>What was written, or <see langword="null"/> where nothing was.</returns>
    private async Task<Written?> WriteAsync(RunWork work, JournalEntry entry)
    {
        var written = await TryAppendAsync(entry);
        if (written?.Entry.Step is { } step)
        {
            work.Record(step);
        }

        return written;
    }

    /// <remarks>A result that the database cannot hold would be worked out again and again; it ends the run instead.</remarks>
    private async Task<Written?> TryAppendAsync(JournalEntry entry)
    {
        try
        {
            return await AppendAsync(entry);
        }
        catch (Exception exception) when (entry.Step is not null && !DatabaseFailure.IsUnavailable(exception) && !DatabaseFailure.IsDiskFull(exception))
        {
            LogRefused(exception, entry.RunId, entry.Step.Id);
            return await AppendAsync(EntryMaker.Refused(entry, entry.Step));
        }
    }

    /// <remarks>Not stopped with the run: what has happened is written down.</remarks>
    private async Task<Written?> AppendAsync(JournalEntry entry)
    {
        if (!(await journal.AppendAsync(entry, CancellationToken.None)).Succeeded(out var receipt, out var problem))
        {
            LogNotWritten(entry.RunId, problem.Message);
            return null;
        }

        if (!receipt.Held)
        {
            LogLeaseLost(entry.RunId, entry.Fence);
            return null;
        }

        if (entry.Move != JobMove.Keep)
        {
            LogRested(entry.RunId, entry.State, entry.StepId);
        }

        return new(entry, receipt.CancelRequested);
    }

    [LoggerMessage(LogLevel.Debug, "Run {RunId}: {State} at step {StepId}.")]
    private partial void LogRested(Guid runId, RunState state, string? stepId);

    [LoggerMessage(LogLevel.Error, "Run {RunId}: step {StepId} ended with an unexpected error.")]
    private partial void LogCrashed(Exception exception, Guid runId, string stepId);

    [LoggerMessage(LogLevel.Error, "Run {RunId}: what step {StepId} gave cannot be written down.")]
    private partial void LogRefused(Exception exception, Guid runId, string stepId);

    [LoggerMessage(LogLevel.Warning, "Run {RunId}: lease {Fence} was lost; nothing was written.")]
    private partial void LogLeaseLost(Guid runId, long fence);

    [LoggerMessage(LogLevel.Warning, "Run {RunId}: the journal could not be written: {Message}")]
    private partial void LogNotWritten(Guid runId, string message);

    private sealed record Written(JournalEntry Entry, bool CancelRequested);
}
