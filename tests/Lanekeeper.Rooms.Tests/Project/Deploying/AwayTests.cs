using Lanekeeper.Project;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Rooms.Tests.Project.Deploying;

/// <summary>The live project on a PostgreSQL that is stopped.</summary>
public sealed class AwayTests
{
    private static readonly Actor Ana = new(ActorKind.Person, "1", "ana@example.com", Role.Operator);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_database_is_away_what_was_live_stays_so_and_the_log_says_it_once()
    {
        await using var postgres = await OwnPostgres.StartAsync(Token);
        await using var database = postgres.Open();
        await new Migrator(database, [ProjectRoom.Schema], TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(Token);
        var time = new ManualTime();
        using var log = new LogCatcher();
        await using var room = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(log)).AddSingleton(database).AddSingleton<TimeProvider>(time).AddProject(new()).BuildServiceProvider();
        var deployments = room.GetRequiredService<IDeployments>();
        var deployed = (await deployments.DeployAsync(Ana, new(SampleProject.Files, "a note"), Token)).Value.Snapshot;
        (await deployments.CurrentAsync(Token)).Value.Hash.ShouldBe(deployed);
        await postgres.StopAsync();

        for (var second = 0; second < 3; second++)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            (await deployments.CurrentAsync(Token)).Value.Hash.ShouldBe(deployed);
        }

        log.Lines.Count(line => line.StartsWith("The database does not answer", StringComparison.Ordinal)).ShouldBe(1);
        await postgres.ResumeAsync(Token);
        time.Advance(TimeSpan.FromSeconds(1));
        (await deployments.CurrentAsync(Token)).Value.Hash.ShouldBe(deployed);
        await postgres.StopAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        (await deployments.CurrentAsync(Token)).Value.Hash.ShouldBe(deployed);

        log.Lines.Count(line => line.StartsWith("The database does not answer", StringComparison.Ordinal)).ShouldBe(2);
    }
}
