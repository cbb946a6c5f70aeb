using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>Runs one kind of step. It may be called again for a step that waited, or whose worker died.</summary>
internal interface IStepRunner<in TStep>
    where TStep : StepDefinition
{
    Task<StepResult> RunAsync(RunWork work, TStep step, CancellationToken cancellationToken);
}
