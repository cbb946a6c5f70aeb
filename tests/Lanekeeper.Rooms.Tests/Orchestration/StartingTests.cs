using System.Text.Json;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class StartingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_key_with_the_same_input_is_the_same_run_and_with_another_a_conflict()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => house.First.TryBeginAsync("one", "key-1")));
        var other = await house.First.TryBeginAsync("two", "key-1");
        var fresh = await house.First.TryBeginAsync("two", "key-2");

        answers.Select(answer => answer.Value.Id).Distinct().Count().ShouldBe(1);
        other.Problem!.Code.ShouldBe("runs.idempotency-mismatch");
        fresh.Value.Id.ShouldNotBe(answers[0].Value.Id);
        (await house.Database.FindAsync<int>("select count(*)::int from orchestration.job", null, Token)).ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"from":"a","subject":"b"}""", "runs.invalid-input")]
    [InlineData("""{"from":"a","subject":"b","body":7}""", "runs.invalid-input")]
    [InlineData("""{"from":"a","subject":"b","body":"NUL \u0000"}""", "runs.unstorable-input")]
    [InlineData("""{"from":"a","subject":"half \ud800","body":"b"}""", "runs.unstorable-input")]
    [InlineData("[]", "runs.invalid-input")]
    public async Task An_input_that_is_not_fit_is_refused_with_the_reason(string input, string code)
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));

        (await house.First.TryBeginAsync(JsonElement.Parse(input))).Problem!.Code.ShouldBe(code);
        (await house.Database.FindAsync<int>("select count(*)::int from orchestration.run", null, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task An_input_that_is_too_large_or_too_deep_or_not_there_is_refused()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var deep = JsonElement.Parse(new string('[', 60) + new string(']', 60));

        (await house.First.TryBeginAsync(new string('x', 5 * 1024 * 1024))).Problem!.Code.ShouldBe("runs.input-too-large");
        (await house.First.TryBeginAsync(deep)).Problem!.Code.ShouldBe("runs.input-too-deep");
        (await house.First.TryBeginAsync(default(JsonElement))).Problem!.Code.ShouldBe("runs.missing-input");
    }

    [Fact]
    public async Task Half_a_million_characters_of_another_script_are_not_too_large()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));

        (await house.First.TryBeginAsync(JsonElement.Parse($$"""{"from":"a","subject":"b","body":"{{new string('\u00e9', 500_000)}}"}"""))).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_title_is_one_line_cut_between_characters()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var subject = new string('a', 199) + "\U0001F600\nmore";

        var run = await house.First.TryBeginAsync(JsonSerializer.SerializeToElement(new { from = "a", subject, body = "b" }));

        run.Value.Title.ShouldBe(new string('a', 199));
    }

    [Fact]
    public async Task Who_may_not_start_or_names_an_unknown_workflow_is_told()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var input = JsonElement.Parse("{}");

        (await house.First.Runs.StartAsync(House.Vera, new("desk", input), Token)).Problem!.Code.ShouldBe("permissions.denied");
        (await house.First.Runs.StartAsync(House.Ana, new("des", input), Token)).Problem!.Message.ShouldContain("It has: desk.");
        (await house.First.Runs.StartAsync(House.Ana, new("desk", input, "a b"), Token)).Problem!.Code.ShouldBe("runs.invalid-idempotency-key");
    }

    [Fact]
    public async Task The_callers_trace_is_kept_and_a_malformed_one_is_as_none()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var input = JsonSerializer.SerializeToElement(new { from = "a", subject = "b", body = "c" });

        var kept = (await house.First.Runs.StartAsync(House.Ana, new("desk", input, null, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), Token)).Value;
        var own = (await house.First.Runs.StartAsync(House.Ana, new("desk", input, null, "00-nonsense"), Token)).Value;

        kept.TraceId.ShouldBe("0af7651916cd43dd8448eb211c80319c");
        own.TraceId.ShouldBe(own.Id.ToString("N"));
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page_and_counted()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var runs = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            house.First.Time.Advance(TimeSpan.FromSeconds(1));
            runs.Add(await house.First.BeginAsync());
        }

        var first = (await house.First.Runs.ListAsync(House.Vera, new(Workflow: "desk"), new(2), Token)).Value;
        var second = (await house.First.Runs.ListAsync(House.Vera, new(State: RunState.Queued), new(2, first.Next), Token)).Value;
        var bad = await house.First.Runs.ListAsync(House.Vera, new(), new(2, "nonsense"), Token);

        first.Items.Concat(second.Items).Select(run => run.Id).ShouldBe(Enumerable.Reverse(runs));
        second.Next.ShouldBeNull();
        bad.Problem!.Code.ShouldBe("runs.invalid-cursor");
        (await house.First.Runs.CountAsync(House.Vera, null, Token)).Value.ByState["queued"].ShouldBe(3);
    }
}
