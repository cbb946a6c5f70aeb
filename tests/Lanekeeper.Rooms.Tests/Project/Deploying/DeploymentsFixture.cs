using Lanekeeper.Project;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Project.Deploying;

public sealed class DeploymentsFixture() : DatabaseFixture(ProjectRoom.Schema)
{
    public ManualTime Time { get; } = new();

    /// <summary>The room as another process would have it: with memories of its own.</summary>
    public IDeployments Furnish() => new ServiceCollection()
        .AddLogging()
        .AddSingleton(Database)
        .AddSingleton<TimeProvider>(Time)
        .AddProject()
        .BuildServiceProvider()
        .GetRequiredService<IDeployments>();
}
