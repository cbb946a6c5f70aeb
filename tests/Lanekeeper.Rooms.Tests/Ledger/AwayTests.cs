using System.Security.Cryptography;
using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Watching;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Rooms.Tests.Ledger;

/// <summary>What is looked up for apps' calls, on a PostgreSQL that is stopped.</summary>
public sealed class AwayTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_database_is_away_keys_are_refused_for_now_nothing_throws_and_afterwards_all_goes_on()
    {
        await using var postgres = await OwnPostgres.StartAsync(Token);
        await using var database = postgres.Open();
        await new Migrator(database, [LedgerRoom.Schema], TimeProvider.System, NullLogger<Migrator>.Instance).MigrateAsync(Token);
        var time = new ManualTime();
        var options = new LedgerOptions { Node = Guid.CreateVersion7(), Process = Guid.CreateVersion7() };
        await using var room = new ServiceCollection().AddSingleton<TimeProvider>(time).AddStorage(database).AddLedger(options).BuildServiceProvider();
        var (keys, cache, watch) = (room.GetRequiredService<IIdempotency>(), room.GetRequiredService<ICallCache>(), room.GetRequiredService<ServedWatch>());
        var (before, during) = (Request(time), Request(time));
        (await keys.ClaimAsync(before, Token)).Problem.ShouldBeNull();
        await postgres.StopAsync();

        var refused = (await keys.ClaimAsync(during, Token)).Problem;
        var unfinished = (await keys.FinishAsync(before, null, Token)).Problem;
        var unfound = (await cache.FindAsync(before.Name, Token)).Problem;
        watch.See(Final(time));
        await watch.WriteAsync(Token);
        await postgres.ResumeAsync(Token);

        (refused?.Code, unfinished?.Code, unfound?.Code).ShouldBe(("ledger.unavailable", "ledger.unavailable", "ledger.unavailable"));
        refused!.RetryAfter.ShouldNotBeNull();
        (await keys.ClaimAsync(before, Token)).Problem?.Code.ShouldBe("idempotency.in-flight");
        (await keys.ClaimAsync(during, Token)).Problem.ShouldBeNull();
        time.Advance(TimeSpan.FromSeconds(16));
        watch.See(Final(time));
        await watch.WriteAsync(Token);
        (await database.FindAsync<long>("select count(*) from ledger.served_model", null, Token)).ShouldBe(1);
    }

    private static KeyedRequest Request(ManualTime time) =>
        new(Guid.CreateVersion7(), RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32), Id.New(time), time.GetUtcNow().AddMinutes(10));

    private static CallFinal Final(ManualTime time) => new()
    {
        Id = Id.New(time),
        State = CallState.Answered,
        ClosedAt = time.GetUtcNow(),
        Asked = new AskedModel("openai", "asked"),
        ServedModel = "served",
    };
}
