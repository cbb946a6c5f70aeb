using Lanekeeper.Orchestration;
using Lanekeeper.Web.Runs;

namespace Lanekeeper.Faces.Tests.Web.Runs;

public sealed class TryingTests
{
    private static readonly Guid Asked = Guid.Parse("0199a000-0000-7000-8000-000000000001");

    private static readonly RunAttempts Trouble = StuckRuns.Attempts(Rendering.Now);

    [Fact]
    public async Task A_model_that_is_away_is_named_with_what_it_said_and_when_the_next_try_comes()
    {
        var page = await PageAsync(RunState.Queued, Trouble with { NextTryAt = Rendering.Now.AddSeconds(4) });

        page.ShouldContain("In trouble at <bdi>triage</bdi>");
        page.ShouldContain("<bdi>openai/gpt-5-mini</bdi>");
        page.ShouldContain("try 2 of 5, 4 requests in all");
        page.ShouldContain("overloaded");
        page.ShouldContain("status <span class=\"num\">503</span>");
        page.ShouldContain("3 s ago");
        page.ShouldContain($"href=\"/calls/{Trouble.LastFailure!.CallId}\"");
        page.ShouldContain("in 4 s");
        page.ShouldNotContain("by itself", customMessage: "the next try says it");
    }

    [Fact]
    public async Task A_model_that_has_not_answered_yet_is_waited_for_and_not_called_a_failure()
    {
        var page = await PageAsync(RunState.Running, Trouble with { LastFailure = null, Open = new(Asked, Rendering.Now.AddSeconds(-20)), GivesUpAt = Rendering.Now.AddSeconds(40) });

        page.ShouldContain("Waiting for a model at <bdi>triage</bdi>");
        page.ShouldContain($"href=\"/calls/{Asked}\"");
        page.ShouldContain("20 s ago");
        page.ShouldContain("in 40 s");
        page.ShouldNotContain("Last failure");
    }

    [Fact]
    public async Task After_the_end_there_is_one_sentence_with_what_to_do_in_place_of_the_general_one()
    {
        var page = await PageAsync(RunState.Dead, Trouble with { Try = 5, Advice = "Look at the provider's status page." });

        page.ShouldContain("Stopped at <bdi>triage</bdi>");
        page.ShouldContain("5 tries, 4 requests in all");
        page.ShouldContain("Look at the provider&#x27;s status page.");
        page.ShouldNotContain("Every try failed");
    }

    private static Task<string> PageAsync(RunState state, RunAttempts attempts) =>
        Rendering.PageAsync<RunPage, RunView>(new(new RunTimeline(StuckRuns.Run(Rendering.Now, state), 0, 0, [], [], 0, StepCost.None) { Attempts = attempts }, null, null));
}
