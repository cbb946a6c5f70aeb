using Lanekeeper.Orchestration;

namespace Lanekeeper.Rooms.Tests.Orchestration;

/// <summary>The houses' clock stands at 2026-03-02 08:00 UTC.</summary>
public sealed class PulseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Today_stands_beside_yesterday_up_to_the_same_time_of_day()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var now = house.First.Time.GetUtcNow();
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        await RunAsync(house, midnight, null);
        await RunAsync(house, now.AddMilliseconds(-1), "failed");
        await RunAsync(house, midnight.AddMilliseconds(-1), "failed");
        await RunAsync(house, now.AddDays(-1).AddMilliseconds(-1), "dead");
        await RunAsync(house, now.AddDays(-1), null);
        await RunAsync(house, midnight.AddDays(-1).AddMilliseconds(-1), null);

        var pulse = (await house.First.Runs.FeelPulseAsync(House.Vera, Token)).Value;

        (pulse.Today.Started, pulse.Today.Failed).ShouldBe((2, 1));
        (pulse.Yesterday.Started, pulse.Yesterday.Failed).ShouldBe((1, 1));
        pulse.Yesterday.Until.ShouldBe(now.AddDays(-1));
        (await house.First.Runs.FeelPulseAsync(Actor.Anonymous, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    [Fact]
    public async Task Failures_alike_are_one_line_the_latest_first_whatever_their_words_hold()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var now = house.First.Time.GetUtcNow();
        await RunAsync(house, now.AddDays(-8), "dead", "tools.busy");
        await RunAsync(house, now.AddHours(-5), "dead", "tools.busy");
        var last = await RunAsync(house, now.AddHours(-1), "dead", "tools.busy", @"broken \u0000 and \ud800");
        await RunAsync(house, now.AddHours(-2), "failed", "models.refused");
        await RunAsync(house, now.AddHours(-3), "succeeded");

        var failures = (await house.First.Runs.FeelPulseAsync(House.Vera, Token)).Value.Failures;

        failures.ShouldBe(
        [
            new("desk", RunState.Dead, "tools.busy", 2, now.AddHours(-1), last),
            new("desk", RunState.Failed, "models.refused", 1, now.AddHours(-2), failures[1].LastRun),
        ]);
    }

    private static async Task<Guid> RunAsync(House house, DateTimeOffset at, string? end, string code = "x", string message = "m")
    {
        var id = Guid.CreateVersion7(at);
        var problem = end is null or "succeeded" ? "null" : $$"""'{"Kind":"Upstream","Code":"{{code}}","Message":"{{message}}","Details":[]}'""";
        await house.Database.ExecuteAsync(
            $"""
            insert into orchestration.run (id, workflow, snapshot, state, title, trace_id, started_by, created_at, ended_at, problem, input_digest, input)
            values (@id, 'desk', 'sha256:0', @state, 'T', 't', 'ana', @at, @endedAt, {problem}, 'd', 'null')
            """,
            new { id, state = end ?? "queued", at, endedAt = end is null ? (DateTimeOffset?)null : at },
            Token);
        return id;
    }
}
