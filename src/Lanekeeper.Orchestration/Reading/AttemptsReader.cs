using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Reading;

/// <summary>Makes out from the ledger and the queue how the step of a run that does not go on stands. Nothing of it is written down besides.</summary>
internal sealed class AttemptsReader(TimelineStore steps, ICalls calls, IDeployments deployments, OrchestrationOptions options, TimeProvider time)
{
    // More than all tries of a step can make, with their retries and stand-ins.
    private static readonly PageRequest Newest = new(200);

    /// <returns><see langword="null"/> of a run that goes its way, waits for a person, or ended well.</returns>
    public async Task<RunAttempts?> ReadAsync(Actor actor, Run run, CancellationToken cancellationToken)
    {
        if (!IsStuck(run) || !(await calls.ListAsync(actor, new(RunId: run.Id) { OfSteps = true }, Newest, cancellationToken)).Succeeded(out var page, out _))
        {
            return null;
        }

        // The journal knows a step only when it has come to something; the one under way is known by its calls.
        var step = run.State == RunState.Running && page.Items is [var newest, ..] ? newest.StepId : run.StepId;
        var asked = page.Items.Where(call => call.StepId == step).ToList();
        if (step is null || asked is [{ State: CallState.Answered }, ..] || (asked.Count == 0 && !IsOfModels(run.Problem)))
        {
            return null;
        }

        var tries = await steps.FindTriesAsync(run.Id, cancellationToken);
        var made = Made(run, step, asked, tries);
        return run.EndedAt is null ? made : made with { Advice = await AdviceAsync(run, made, cancellationToken) };
    }

    private static bool IsStuck(Run run) =>
        run.State is RunState.Running or RunState.Failed or RunState.Dead || (run.State == RunState.Queued && run.Problem is not null);

    private static bool IsOfModels(Problem? problem) => problem?.Code.StartsWith("models.", StringComparison.Ordinal) == true;

    private RunAttempts Made(Run run, string step, List<CallRow> asked, TimelineStore.Tries? tries)
    {
        var (last, now) = (asked.FirstOrDefault(), time.GetUtcNow());
        var failed = asked.FirstOrDefault(call => call.State is CallState.FailedTransient or CallState.FailedSemantic or CallState.TimedOut)
            ?? asked.FirstOrDefault(call => call.State is CallState.Cancelled or CallState.Unknown);
        return new RunAttempts
        {
            StepId = step,
            Try = (tries?.Failures ?? 0) + (run.State == RunState.Running ? 1 : 0),
            MostTries = options.StepAttempts,
            Requests = asked.Count,
            Model = last is null ? null : Label(last),
            Route = last?.Route,
            Open = last is { State: null } ? new OpenRequest(last.Id, last.OpenedAt) : null,
            LastFailure = failed is null ? null : Failure(failed),
            GivesUpAt = run.State == RunState.Running && last?.Deadline > now ? last.Deadline : null,
            NextTryAt = run.State == RunState.Queued ? tries?.DueAt : null,
        };
    }

    private static FailedRequest Failure(CallRow call) => new(
        call.Id,
        Label(call),
        call.FailureCode ?? "models.fault",
        FailureWords.Of(call.FailureCode),
        call.HttpStatus,
        call.OpenedAt.AddMilliseconds(call.TotalMs ?? 0));

    private static string Label(CallRow call) => $"{call.Provider}/{call.RequestedModel}";

    /// <remarks>A run that its own deadline ended says only that; what used its time up is in the ledger.</remarks>
    private async Task<string?> AdviceAsync(Run run, RunAttempts made, CancellationToken cancellationToken)
    {
        var code = IsOfModels(run.Problem) ? run.Problem!.Code : run.Problem?.Code == "runs.deadline" ? made.LastFailure?.Code : null;
        return code is null ? null : FailureWords.Advice(code, made.Model ?? "the model", made.Route, await HasFallbackAsync(run, made.Route, cancellationToken));
    }

    private async Task<bool?> HasFallbackAsync(Run run, string? route, CancellationToken cancellationToken) =>
        route is not null
        && (await deployments.GetSnapshotAsync(run.Snapshot, cancellationToken)).Succeeded(out var snapshot, out _)
        && snapshot.Definition.Routes.TryGetValue(route, out var definition)
            ? definition.Fallback is not null
            : null;
}
