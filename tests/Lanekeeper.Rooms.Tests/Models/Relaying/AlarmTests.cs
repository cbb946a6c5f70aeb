using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Watching;
using Lanekeeper.Models;
using Lanekeeper.Testing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

public sealed class AlarmTests(RelayFixture room) : IClassFixture<RelayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_may_pass_and_what_is_not_acceptable_are_counted_apart_and_an_alarm_is_said_once()
    {
        using var logs = new LogCatcher();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));
        var watch = new FailureWatch(room.Get<FailureReader>(), room.Get<LedgerOptions>(), TimeProvider.System, factory.CreateLogger<FailureWatch>());
        await AskAsync("ok", "refusal", "ok");
        await watch.LookAsync(Token);
        (await RateAsync()).IsOver.ShouldBeFalse("of three calls nothing is said");

        await AskAsync("reset");

        var rate = await RateAsync();
        (rate.Calls, rate.Transient, rate.Semantic, rate.TransientPercent, rate.SemanticPercent).ShouldBe((6, 3, 1, 50m, 16.7m));
        rate.IsOver.ShouldBeFalse();
        await AskAsync("400");
        (rate = await RateAsync()).SemanticPercent.ShouldBe(28.6m);
        (rate.IsTransientOver, rate.IsSemanticOver).ShouldBe((false, true));
        await watch.LookAsync(Token);
        await watch.LookAsync(Token);
        logs.Lines.Where(line => line.Contains("alarmed", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldContain("Workflow alarmed: 28.6 % of its last 7 calls failed (semantic); its alarm allows 20 %.");
    }

    private async Task<FailureRate> RateAsync() => (await room.Get<IFailures>().RatesAsync(Actor.System, Token)).Value.Workflows.Single(rate => rate.Workflow == "alarmed");

    private async Task AskAsync(params string[] faults)
    {
        foreach (var fault in faults)
        {
            var sent = await room.Relay.SendAsync(RelayFixture.Call(WireKind.ChatCompletions, "alarmed", RelayFixture.Body(fault == "reset" ? "fault-reset@routed" : RelayFixture.OpenAi(fault))), Token);
            if (sent.Succeeded(out var answer, out _))
            {
                await answer.DisposeAsync();
            }
        }
    }
}
