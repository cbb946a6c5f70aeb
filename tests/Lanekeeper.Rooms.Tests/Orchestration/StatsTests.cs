using Lanekeeper.Orchestration;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Storage;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class StatsTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_counts_what_began_and_what_ended_on_it()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        await RunAsync(house, "desk", "2026-02-27T23:00:00Z", "2026-02-28T00:00:00Z", "succeeded", workingMs: 100);
        await RunAsync(house, "desk", "2026-02-28T10:00:00Z", "2026-02-28T10:00:04Z", "failed", workingMs: 300);
        await RunAsync(house, "other", "2026-02-28T11:00:00Z", "2026-02-28T11:00:01Z", "cancelled", workingMs: 900);
        await RunAsync(house, "other", "2026-03-02T08:00:00Z", null, "queued", workingMs: 0);

        var stats = (await house.First.Runs.StatsAsync(House.Vera, null, new(2026, 2, 27), Token)).Value;

        stats.Days.Select(day => day.Day.Day).ShouldBe([27, 28, 1, 2]);
        stats.Days[0].ShouldBe(new RunDay(new(2026, 2, 27)) { Started = 1 });
        stats.Days[1].ShouldBe(new RunDay(new(2026, 2, 28)) { Started = 2, Succeeded = 1, Failed = 1, Cancelled = 1, P50Ms = 1_802_000, P95Ms = 3_420_200, WorkingP50Ms = 200, WorkingP95Ms = 290 });
        stats.Days[2].ShouldBe(new RunDay(new(2026, 3, 1)));
        stats.Days[3].ShouldBe(new RunDay(Today) { Started = 1 });
        stats.Workflows.ShouldBe([new("desk", 2, 1, 1, 0, 0), new("other", 2, 0, 0, 0, 1)]);
    }

    [Fact]
    public async Task Days_that_were_counted_once_say_the_same_and_are_not_counted_again()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        await RunAsync(house, "desk", "2026-02-27T23:00:00Z", "2026-02-28T00:00:00Z", "succeeded", workingMs: 100);
        await RunAsync(house, "other", "2026-02-28T10:00:00Z", "2026-03-02T08:00:00Z", "dead", workingMs: 300);
        var since = Today.AddDays(-10);
        var before = await AllAsync(house, since);

        var keeper = house.First.Get<DayKeeper<RunDayStore>>();
        (await Task.WhenAll(keeper.KeepAsync(Token), keeper.KeepAsync(Token))).Max().ShouldBe(3);
        (await AllAsync(house, since)).ShouldBe(before);

        await house.Database.ExecuteAsync("delete from orchestration.run where ended_at < '2026-03-02'", null, Token);
        (await AllAsync(house, since)).ShouldBe(before);
        (await keeper.KeepAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task All_runs_are_counted_by_state_and_those_that_are_over_for_good_only_once()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        string[] states = ["succeeded", "failed", "dead", "cancelled"];
        foreach (var (state, i) in states.Select((state, i) => (state, i)))
        {
            await RunAsync(house, "desk", "2026-02-28T10:00:00Z", $"2026-02-28T1{i}:00:00Z", state, workingMs: 1);
            await RunAsync(house, "other", "2026-02-28T10:00:00Z", "2026-03-02T00:00:00Z", state, workingMs: 1);
        }

        await RunAsync(house, "desk", "2026-02-28T10:00:00Z", null, "queued", workingMs: 0);
        var (all, desk) = (await CountAsync(house, null), await CountAsync(house, "desk"));

        await house.First.Get<DayKeeper<RunDayStore>>().KeepAsync(Token);

        all.ShouldBe("queued 1, running 0, waiting 0, succeeded 2, failed 2, dead 2, cancelled 2");
        desk.ShouldBe("queued 1, running 0, waiting 0, succeeded 1, failed 1, dead 1, cancelled 1");
        (await CountAsync(house, null)).ShouldBe(all);
        (await CountAsync(house, "desk")).ShouldBe(desk);
        await house.Database.ExecuteAsync("update orchestration.run set workflow = 'gone' where state = 'succeeded' and ended_at < '2026-03-01'", null, Token);
        (await CountAsync(house, "desk")).ShouldBe(desk, "it is not looked for again");
    }

    [Fact]
    public async Task Before_the_first_run_there_is_nothing_to_count_and_too_far_back_is_refused()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));

        (await house.First.Get<DayKeeper<RunDayStore>>().KeepAsync(Token)).ShouldBe(0);
        (await house.First.Runs.StatsAsync(House.Vera, null, Today, Token)).Value.Days.ShouldBe([new RunDay(Today)]);
        (await house.First.Runs.StatsAsync(House.Vera, null, Today.AddDays(1), Token)).Value.Days.ShouldBeEmpty();
        (await house.First.Runs.StatsAsync(House.Vera, null, Today.AddDays(-401), Token)).Problem!.Code.ShouldBe("runs.too-many-days");
        (await house.First.Runs.StatsAsync(Actor.Anonymous, null, Today, Token)).Problem!.Kind.ShouldBe(ProblemKind.Unauthenticated);
    }

    private static async Task<string> CountAsync(House house, string? workflow) =>
        string.Join(", ", (await house.First.Runs.CountAsync(House.Vera, workflow, Token)).Value.ByState.Select(state => $"{state.Key} {state.Value}"));

    private static async Task<IReadOnlyList<object>> AllAsync(House house, DateOnly since)
    {
        var all = new List<object>();
        foreach (var workflow in new[] { null, "desk", "other", "none" })
        {
            var stats = (await house.First.Runs.StatsAsync(House.Vera, workflow, since, Token)).Value;
            all.AddRange(stats.Days);
            all.AddRange(stats.Workflows);
        }

        return all;
    }

    private static Task<int> RunAsync(House house, string workflow, string began, string? ended, string state, long workingMs)
    {
        var createdAt = DateTimeOffset.Parse(began, System.Globalization.CultureInfo.InvariantCulture);
        DateTimeOffset? endedAt = ended is null ? null : DateTimeOffset.Parse(ended, System.Globalization.CultureInfo.InvariantCulture);
        return house.Database.ExecuteAsync(
            """
            insert into orchestration.run (id, workflow, snapshot, state, title, trace_id, started_by, created_at, ended_at, working_ms, input_digest, input)
            values (@id, @workflow, 'sha256:0', @state, 'T', 't', 'ana', @createdAt, @endedAt, @workingMs, 'd', '{}')
            """,
            new { id = Guid.CreateVersion7(createdAt), workflow, state, createdAt, endedAt, workingMs },
            Token);
    }
}
