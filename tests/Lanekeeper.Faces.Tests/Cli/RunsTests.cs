using System.Text.Json;
using Lanekeeper.Faces.Tests.Web.Runs;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Faces.Tests.Cli;

public sealed class RunsTests
{
    private static readonly RunAttempts Trouble = StuckRuns.Attempts(Cards.Now);

    [Fact]
    public async Task A_run_whose_model_is_away_says_so_and_when_it_is_tried_again()
    {
        var lines = await ShowAsync(RunState.Queued, Trouble with { NextTryAt = Cards.Now.AddSeconds(4) });

        lines.ShouldContain("In trouble at triage");
        lines.ShouldContain("model openai/gpt-5-mini by route default");
        lines.ShouldContain("tried try 2 of 5, 4 requests in all");
        lines.ShouldContain("last failure overloaded, status 503, 3 s ago: lanekeeper calls show 0000000f");
        lines.ShouldContain(line => line.StartsWith("next try ") && line.EndsWith("(in 4 s)"));
    }

    [Fact]
    public async Task A_silent_model_is_shown_with_the_moment_at_which_it_is_given_up()
    {
        var open = new OpenRequest(Guid.Parse("0199a000-0000-7000-8000-00000000000e"), Cards.Now.AddSeconds(-20));
        var lines = await ShowAsync(RunState.Running, Trouble with { LastFailure = null, Open = open, GivesUpAt = Cards.Now.AddSeconds(40) });

        lines.ShouldContain("Waiting for a model at triage");
        lines.ShouldContain("now asked 20 s ago, no answer yet: lanekeeper calls show 0000000e");
        lines.ShouldContain(line => line.StartsWith("this try ends ") && line.EndsWith("(in 40 s) at the latest"));
    }

    [Fact]
    public async Task A_dead_letter_says_what_to_do()
    {
        var lines = await ShowAsync(RunState.Dead, Trouble with { Try = 5, Advice = "Look at the provider's status page." });

        lines.ShouldContain("Stopped at triage");
        lines.ShouldContain("tried 5 tries, 4 requests in all");
        lines.ShouldContain("Look at the provider's status page.");
    }

    /// <returns>The lines with single blanks.</returns>
    private static async Task<IReadOnlyList<string>> ShowAsync(RunState state, RunAttempts attempts)
    {
        var run = StuckRuns.Run(Cards.Now, state);
        await using var server = await StubServer.StartAsync();
        server.Runs.Add(new RunDetail(run, JsonElement.Parse("{}"), []) { Attempts = attempts });
        var terminal = new Terminal(server);

        (await terminal.TypeAsync("runs", "show", run.Id.ToString())).ShouldBe(0, terminal.Notes);

        return [.. terminal.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
    }
}
