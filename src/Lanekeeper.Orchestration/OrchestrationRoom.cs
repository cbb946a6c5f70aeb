using Lanekeeper.Orchestration.Cancelling;
using Lanekeeper.Orchestration.Counting;
using Lanekeeper.Orchestration.Explaining;
using Lanekeeper.Orchestration.Journaling;
using Lanekeeper.Orchestration.Queueing;
using Lanekeeper.Orchestration.Reading;
using Lanekeeper.Orchestration.Replaying;
using Lanekeeper.Orchestration.Running;
using Lanekeeper.Orchestration.Starting;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Orchestration.Waiting;
using Lanekeeper.Orchestration.Waking;
using Lanekeeper.Project;
using Lanekeeper.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Orchestration;

/// <summary>Furnishes the room.</summary>
public static class OrchestrationRoom
{
    public static readonly RoomSchema Schema = new("orchestration", typeof(OrchestrationRoom).Assembly);

    public static IServiceCollection AddOrchestration(this IServiceCollection services, OrchestrationOptions options) => services
        .AddSingleton(Schema)
        .AddSingleton(options)
        .AddSingleton<RunStore>()
        .AddSingleton<RunListStore>()
        .AddSingleton<TimelineStore>()
        .AddSingleton<JobStore>()
        .AddSingleton<JournalStore>()
        .AddSingleton<RunDayStore>()
        .AddSingleton<PulseStore>()
        .AddSingleton<Journal>()
        .AddSingleton<RunNews>()
        .AddSingleton<IStepRunner<RetrieveStep>, RetrieveStepRunner>()
        .AddSingleton<IStepRunner<ModelStep>, ModelStepRunner>()
        .AddSingleton<IStepRunner<ToolStep>, ToolStepRunner>()
        .AddSingleton<IStepRunner<ApproveStep>, ApproveStepRunner>()
        .AddSingleton<IStepRunner<RouteStep>, RouteStepRunner>()
        .AddSingleton<StepRunners>()
        .AddSingleton<RunExecutor>()
        .AddSingleton<WorkLoader>()
        .AddSingleton<StartRunHandler>()
        .AddSingleton<AttemptsReader>()
        .AddSingleton<ReadRunsHandler>()
        .AddSingleton<ListRunsHandler>()
        .AddSingleton<TimelineHandler>()
        .AddSingleton<StepValues>()
        .AddSingleton<SentPrompt>()
        .AddSingleton<ExplainHandler>()
        .AddSingleton<CancelRunHandler>()
        .AddSingleton<ReplayRunHandler>()
        .AddSingleton<WaitRunHandler>()
        .AddSingleton<CountHandler>()
        .AddSingleton<StatsHandler>()
        .AddSingleton<PulseHandler>()
        .AddSingleton<DayKeeper<RunDayStore>>()
        .AddSingleton<IOutboxHandler, ApprovalDecidedHandler>()
        .AddSingleton<IRuns, RunService>()
        .AddSingleton<IRunInspection, InspectionService>()
        .AddHostedService<Worker>()
        .AddHostedService(provider => provider.GetRequiredService<DayKeeper<RunDayStore>>());
}
