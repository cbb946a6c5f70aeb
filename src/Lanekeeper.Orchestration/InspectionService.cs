using Lanekeeper.Orchestration.Explaining;
using Lanekeeper.Orchestration.Reading;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;

namespace Lanekeeper.Orchestration;

internal sealed class InspectionService(TimelineHandler timeline, ExplainHandler explain, RunListStore list, TimelineStore steps, TimeProvider time) : IRunInspection
{
    private static readonly TimeSpan Recently = TimeSpan.FromDays(7);

    public async Task<Result<RunStanding>> StandAsync(Actor actor, string? workflow, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Read) is { } denied)
        {
            return denied;
        }

        var counts = (await list.StandAsync(workflow, time.GetUtcNow() - Recently, cancellationToken)).ToDictionary(row => row.State, row => row.Count);
        return new RunStanding(
            counts.GetValueOrDefault(RunState.Queued),
            counts.GetValueOrDefault(RunState.Running),
            counts.GetValueOrDefault(RunState.Waiting),
            counts.GetValueOrDefault(RunState.Failed),
            counts.GetValueOrDefault(RunState.Dead));
    }

    public Task<Result<RunTimeline>> TimelineAsync(Actor actor, Guid runId, int first, CancellationToken cancellationToken) =>
        timeline.RunAsync(actor, runId, first, cancellationToken);

    public Task<Result<StepExplanation>> ExplainAsync(Actor actor, Guid runId, string stepId, CancellationToken cancellationToken) =>
        explain.RunAsync(actor, runId, stepId, cancellationToken);

    public async Task<Result<RunInput>> InputAsync(Actor actor, Guid runId, CancellationToken cancellationToken)
    {
        if (Contents.Refuse(actor) is { } denied)
        {
            return denied;
        }

        return await steps.FindInputAsync(runId, cancellationToken) is { } input ? new RunInput(input) : RunProblems.NotFound(runId);
    }
}
