using Lanekeeper.Orchestration;
using Lanekeeper.Orchestration.Storing;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class ListingTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_filter_narrows_and_any_two_together_too()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        await FillAsync(house, 40);
        var all = await IdsAsync(house, new RunQuery());
        RunQuery[] filters =
        [
            new(Workflow: "desk"), new(State: RunState.Failed), new(State: RunState.Succeeded), new(Outcome: "rejected"), new(Outcome: "done"), new(Text: "100%_\\ T"), new(Text: "title 1"),
            new(StartedBy: "bo@example.com"), new(StartedBy: "old-id"), new(Since: Start.AddMinutes(10)), new(Until: Start.AddMinutes(30)),
        ];

        all.Count.ShouldBe(40);
        foreach (var one in filters)
        {
            var narrowed = await IdsAsync(house, one);
            narrowed.Count.ShouldBeInRange(1, 39, one.ToString());
            foreach (var other in filters)
            {
                var both = await IdsAsync(house, Both(one, other));
                var expected = Both(one, other) == Both(other, one) ? narrowed.Intersect(await IdsAsync(house, other)) : narrowed.Where(both.Contains);
                both.ShouldBe(expected, $"{one} and {other}");
            }
        }
    }

    [Fact]
    public async Task A_rare_text_is_looked_for_window_by_window_and_found_in_the_end()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        await FillAsync(house, RunListStore.Window + 5);
        var query = new RunQuery(Text: "title 3 of");

        var first = (await house.First.Runs.ListAsync(House.Vera, query, new(50), Token)).Value;
        var second = (await house.First.Runs.ListAsync(House.Vera, query, new(50, first.Next), Token)).Value;

        first.Items.ShouldBeEmpty();
        Id.TimeOf(Guid.Parse(first.Next!)).ShouldBe(Start.AddMinutes(6));
        second.Items.ShouldHaveSingleItem().Title.ShouldStartWith("A title 3 of");
        second.Next.ShouldBeNull();
    }

    [Fact]
    public async Task What_is_open_and_what_failed_lately_is_counted()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        await FillAsync(house, 40);

        var standing = (await house.First.Get<IRunInspection>().StandAsync(House.Vera, null, Token)).Value;
        var other = (await house.First.Get<IRunInspection>().StandAsync(House.Vera, "other", Token)).Value;

        standing.ShouldBe(new RunStanding(8, 0, 0, 8, 0));
        other.ShouldBe(new RunStanding(0, 0, 0, 6, 0));
    }

    [Fact]
    public async Task A_text_that_no_database_can_hold_is_refused()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));

        foreach (var query in new[] { "nul \0", "half \ud800", "line\nbreak", new string('x', 201) }
            .SelectMany(text => new RunQuery[] { new(Workflow: text), new(Outcome: text), new(Text: text), new(StartedBy: text) }))
        {
            (await house.First.Runs.ListAsync(House.Vera, query, PageRequest.First, Token)).Problem!.Code.ShouldBe("runs.invalid-filter");
        }
    }

    private static RunQuery Both(RunQuery one, RunQuery other) => new(
        one.Workflow ?? other.Workflow,
        one.State ?? other.State,
        one.Outcome ?? other.Outcome,
        one.Text ?? other.Text,
        one.StartedBy ?? other.StartedBy,
        one.Since ?? other.Since,
        one.Until ?? other.Until);

    private static async Task<IReadOnlyList<Guid>> IdsAsync(House house, RunQuery query) =>
        [.. (await house.First.Runs.ListAsync(House.Vera, query, new(500), Token)).Value.Items.Select(run => run.Id)];

    /// <summary>A run each minute; the states take turns.</summary>
    private static Task<int> FillAsync(House house, int count) => house.Database.ExecuteAsync(
        """
        insert into orchestration.run (id, workflow, snapshot, state, title, trace_id, started_by, started_by_name, created_at, ended_at, outcome, input_digest, input)
        select ids.id, case when i % 5 = 1 or i % 3 = 0 then 'desk' else 'other' end, 's',
               case i % 5 when 0 then 'failed' when 1 then 'queued' else 'succeeded' end,
               'A title ' || i || ' of ' || case when i % 2 = 0 then '100%_\ TEXT' else '100 % TEXT' end, 't',
               'old-id', case when i % 4 = 0 then 'bo@example.com' when i % 4 = 1 then 'ana@example.com' end, @start + make_interval(mins => i::int),
               case when i % 5 <> 1 then @start + make_interval(mins => i::int) end,
               case i % 5 when 0 then 'failed' when 2 then 'rejected' when 3 then 'done' when 4 then 'done' end, 'd', '{}'
        from unnest(@ids) with ordinality as ids (id, i)
        """,
        new { start = Start, ids = Enumerable.Range(1, count).Select(i => Guid.CreateVersion7(Start.AddMinutes(i))).ToArray() },
        Token);
}
