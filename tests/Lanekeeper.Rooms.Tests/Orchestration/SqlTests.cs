using Lanekeeper.Orchestration;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class SqlTests
{
    [Fact]
    public async Task PostgreSQL_accepts_every_statement()
    {
        await using var database = await TestDatabase.CreateAsync(OrchestrationRoom.Schema);

        var statements = await SqlCheck.PrepareAllAsync(database.Database, typeof(OrchestrationRoom).Assembly, TestContext.Current.CancellationToken);

        statements.ShouldContain("JournalStore.Write");
    }
}
