using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Rooms.Tests.Storage;

public sealed class AheadAskerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_asks_again_and_again_and_says_once_what_goes_wrong_and_nothing_of_a_database_that_is_away()
    {
        var (time, weather) = (new ManualTime(), new Weather());
        using var log = new LogCatcher();
        using var logs = new LoggerFactory([log]);
        using var asker = new AheadAsker<Weather>(weather, time, logs.CreateLogger<AheadAsker<Weather>>());
        await asker.StartAsync(Token);
        await time.TimerMadeAsync(Token);

        foreach (var failure in new Exception?[] { null, new TimeoutException(), new InvalidOperationException("A bug."), new InvalidOperationException("A bug."), null })
        {
            weather.Failure = failure;
            time.Advance(weather.Every);
            await time.TimerMadeAsync(Token);
        }

        await asker.StopAsync(Token);
        weather.Asked.ShouldBe(5);
        log.Lines.Select(line => line.Split(',', ';')[0]).ShouldBe(["The weather could not be asked ahead", "The weather: asked ahead again"]);
    }

    private sealed class Weather : IAskedAhead
    {
        public string What => "The weather";

        public TimeSpan Every => TimeSpan.FromSeconds(1);

        public Exception? Failure { get; set; }

        public int Asked { get; private set; }

        public Task AskAheadAsync(CancellationToken cancellationToken)
        {
            Asked++;
            return Failure is { } failure ? throw failure : Task.CompletedTask;
        }
    }
}
