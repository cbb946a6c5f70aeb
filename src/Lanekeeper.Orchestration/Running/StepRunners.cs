using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>Which runner runs which step.</summary>
internal sealed class StepRunners(
    IStepRunner<RetrieveStep> retrieve,
    IStepRunner<ModelStep> model,
    IStepRunner<ToolStep> tool,
    IStepRunner<ApproveStep> approve,
    IStepRunner<RouteStep> route)
{
    public Task<StepResult> RunAsync(RunWork work, StepDefinition step, CancellationToken cancellationToken) => step switch
    {
        RetrieveStep one => retrieve.RunAsync(work, one, cancellationToken),
        ModelStep one => model.RunAsync(work, one, cancellationToken),
        ToolStep one => tool.RunAsync(work, one, cancellationToken),
        ApproveStep one => approve.RunAsync(work, one, cancellationToken),
        RouteStep one => route.RunAsync(work, one, cancellationToken),
        _ => throw new InvalidOperationException($"No runner for {step.GetType().Name}."),
    };

    public static string Kind(StepDefinition step) => step switch
    {
        RetrieveStep => "retrieve",
        ModelStep => "model",
        ToolStep => "tool",
        ApproveStep => "approve",
        RouteStep => "route",
        _ => throw new InvalidOperationException($"No name for {step.GetType().Name}."),
    };
}
