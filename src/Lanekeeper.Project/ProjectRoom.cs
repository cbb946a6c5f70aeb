using Lanekeeper.Project.Comparing;
using Lanekeeper.Project.Deploying;
using Lanekeeper.Project.Storing;
using Lanekeeper.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Project;

/// <summary>Furnishes this room.</summary>
public static class ProjectRoom
{
    /// <summary>The tables of deployments and snapshots.</summary>
    public static RoomSchema Schema { get; } = new("project", typeof(ProjectRoom).Assembly);

    public static IServiceCollection AddProject(this IServiceCollection services, ProjectOptions options) => services
        .AddSingleton(Schema)
        .AddSingleton(new Secrets(options))
        .AddSingleton<DeploymentStore>()
        .AddSingleton<SnapshotStore>()
        .AddSingleton<SnapshotCache>()
        .AddSingleton<LivePointer>()
        .AddHostedService<AheadAsker<LivePointer>>()
        .AddSingleton<DeployHandler>()
        .AddSingleton<RollbackHandler>()
        .AddSingleton<CompareHandler>()
        .AddSingleton<IDeployments, DeploymentService>()
        .AddSingleton<ILiveProject, LiveProjectService>();
}
