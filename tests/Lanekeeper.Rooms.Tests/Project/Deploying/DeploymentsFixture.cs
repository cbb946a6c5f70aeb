using Lanekeeper.Project;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Project.Deploying;

public sealed class DeploymentsFixture() : DatabaseFixture(ProjectRoom.Schema)
{
    public ManualTime Time { get; } = new();

    /// <summary>The server's, which is not there.</summary>
    public string DataFolder { get; } = Path.Combine(Path.GetTempPath(), $"lanekeeper-deployments-{Guid.CreateVersion7():N}");

    /// <summary>The room as another process would have it: with memories of its own.</summary>
    public IDeployments Furnish() => Furnish(Database).GetRequiredService<IDeployments>();

    /// <inheritdoc cref="Furnish()"/>
    public IServiceProvider Furnish(Database database) => new ServiceCollection()
        .AddLogging()
        .AddSingleton(database)
        .AddSingleton<TimeProvider>(Time)
        .AddProject(new ProjectOptions { DataFolder = DataFolder })
        .BuildServiceProvider();
}
