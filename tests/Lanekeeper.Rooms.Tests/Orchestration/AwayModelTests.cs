using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Rooms.Tests.Orchestration;

/// <summary>A run whose model is away says which, what it said last, and what comes next.</summary>
public sealed class AwayModelTests
{
    private static readonly Flow Asking = new(Flow.Retrieve + Flow.Ask);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Between_two_tries_it_says_what_the_model_said_and_when_the_next_try_comes()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-503" }, withRemote: true);
        var run = await house.First.BeginAsync();
        await house.First.UntilAsync(run, RunState.Queued, now => now.Run.Problem is not null);

        var attempts = await AttemptsAsync(house, run);

        (attempts.StepId, attempts.Try, attempts.MostTries, attempts.Requests, attempts.Model, attempts.Route).ShouldBe(("ask", 1, 5, 1, "openai/fault-503", "remote"));
        var failure = attempts.LastFailure.ShouldNotBeNull();
        (failure.Model, failure.Code, failure.Words, failure.HttpStatus).ShouldBe(("openai/fault-503", "models.server-error", "server error", 503));
        attempts.NextTryAt.ShouldNotBeNull().ShouldBeInRange(house.First.Time.GetUtcNow().AddSeconds(0.5), house.First.Time.GetUtcNow().AddSeconds(1));
        (attempts.Open, attempts.GivesUpAt, attempts.Advice).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task While_a_model_is_silent_it_says_since_when_and_when_that_is_given_up()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-silence", RemoteRoute = ", deadline: 5s" }, withRemote: true);
        var begun = house.First.Time.GetUtcNow();
        var run = await house.First.BeginAsync();
        await house.Remote.WaitForAsync(attempt => attempt.Model == "fault-silence", Token);

        var silent = await AttemptsAsync(house, run);
        house.First.Pass(TimeSpan.FromSeconds(5));
        await house.First.UntilAsync(run, RunState.Queued, now => now.Run.Problem is not null);
        var after = await AttemptsAsync(house, run);

        (silent.StepId, silent.Try, silent.Requests, silent.Model).ShouldBe(("ask", 1, 1, "openai/fault-silence"));
        (silent.Open.ShouldNotBeNull().Since, silent.GivesUpAt, silent.LastFailure).ShouldBe((begun, begun.AddSeconds(5), null));
        (after.Open, after.LastFailure?.Words, after.LastFailure?.HttpStatus).ShouldBe((null, "no answer in time", null));
    }

    [Fact]
    public async Task What_an_app_says_that_it_asks_for_a_run_does_not_hide_why_the_run_is_stuck()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-503" }, withRemote: true);
        var run = await house.First.BeginAsync();
        await house.First.UntilAsync(run, RunState.Queued, now => now.Run.Problem is not null);
        var stuck = await AttemptsAsync(house, run);
        var (now, ids) = (house.First.Time.GetUtcNow(), Enumerable.Range(0, 250).Select(_ => Id.New(house.First.Time)).ToList());

        await Task.WhenAll(ids.Select(id => house.First.Get<ICalls>().OpenAsync(Claimed(id, run, now), Token)));

        (await AttemptsAsync(house, run)).ShouldBe(stuck);
    }

    [Fact]
    public async Task A_second_try_that_waits_still_shows_what_the_first_one_met()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-503-then-silence" }, withRemote: true);
        var run = await house.First.BeginAsync();
        await house.First.UntilAsync(run, RunState.Queued, now => now.Run.Problem is not null);
        house.First.Pass(TimeSpan.FromSeconds(1));
        await house.Remote.WaitForAsync(attempt => attempt.Number == 2, Token);

        var attempts = await AttemptsAsync(house, run);

        (attempts.Try, attempts.Requests, attempts.LastFailure?.HttpStatus).ShouldBe((2, 2, 503));
        attempts.Open.ShouldNotBeNull().CallId.ShouldNotBe(attempts.LastFailure!.CallId);
        attempts.NextTryAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_dead_letter_says_what_to_do_and_which_call_it_was()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-529" }, withRemote: true);
        var run = await house.First.BeginAsync();
        for (var tries = 1; tries < 5; tries++)
        {
            await house.First.UntilAsync(run, RunState.Queued, now => now.Run.Problem is not null && now.Steps[^1].Attempts == tries);
            house.First.Pass(TimeSpan.FromSeconds(1 << (tries - 1)));
        }

        await house.First.UntilAsync(run, RunState.Dead);
        var attempts = await AttemptsAsync(house, run);

        (attempts.Try, attempts.Requests, attempts.LastFailure?.Words, attempts.NextTryAt).ShouldBe((5, 5, "overloaded", null));
        attempts.Advice.ShouldBe("openai/fault-529 is away: look at its provider's status page, and replay the run when it answers again. The route `remote` has no fallback; with one, another model or a person goes on in its place.");
    }

    [Fact]
    public async Task A_run_whose_own_time_is_up_says_that_the_model_used_it_up()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-silence", More = "deadline: 5s\n" }, withRemote: true);
        var run = await house.First.BeginAsync();
        await house.Remote.WaitForAsync(attempt => attempt.Model == "fault-silence", Token);
        house.First.Pass(TimeSpan.FromSeconds(5));
        var failed = await house.First.RestAsync(run);

        var attempts = await AttemptsAsync(house, run);

        (failed.State, failed.Problem?.Code).ShouldBe((RunState.Failed, "runs.deadline"));
        (attempts.StepId, attempts.Model, attempts.LastFailure?.Words).ShouldBe(("ask", "openai/fault-silence", "no answer yet when the asking was stopped"));
        attempts.Advice.ShouldNotBeNull().ShouldStartWith("openai/fault-silence did not answer in time: look at its provider's status page");
    }

    [Fact]
    public async Task A_refused_key_is_said_to_be_that_and_a_refusal_needs_no_advice_beside_its_problem()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-401" }, withRemote: true);
        var run = await house.First.RestAsync(await house.First.BeginAsync());
        await house.DeployAsync(Asking with { RemoteModel = "fault-refusal", RemoteUrl = house.Remote.OpenAiAddress.ToString() });
        var refused = await house.First.RestAsync(await house.First.BeginAsync());

        (await AttemptsAsync(house, run.Id)).Advice.ShouldNotBeNull().ShouldStartWith("Replay the run when the provider of openai/fault-401 accepts its key");
        var answered = await AttemptsAsync(house, refused.Id);
        (answered.LastFailure?.Words, answered.Advice).ShouldBe(("refused to answer", null));
    }

    [Fact]
    public async Task A_run_that_goes_its_way_has_nothing_to_say_of_it()
    {
        await using var house = await House.OpenAsync(Asking with { RemoteModel = "fault-503-then-ok" }, withRemote: true);
        var run = await house.First.BeginAsync();
        await house.First.UntilAsync(run, RunState.Queued, now => now.Run.Problem is not null);
        house.First.Pass(TimeSpan.FromSeconds(1));
        await house.First.UntilAsync(run, RunState.Succeeded);

        (await house.First.ShowAsync(run)).Attempts.ShouldBeNull();
    }

    /// <summary>The same at both doors.</summary>
    private static CallIntent Claimed(Guid id, Guid run, DateTimeOffset now) => new()
    {
        Id = id,
        Origin = new CallOrigin("spy", "sha256:abc", run, null, id.ToString("N")),
        OpenedAt = now,
        Deadline = now.AddMinutes(1),
        Attempt = 1,
        FirstCallId = id,
        Purpose = CallPurpose.Answer,
        Route = "default",
        Provider = "openai",
        RequestedModel = "m",
        Request = "{}"u8.ToArray(),
        App = new CallApp(id, "spy", "openai.chat_completions", false, null),
    };

    private static async Task<RunAttempts> AttemptsAsync(House house, Guid run)
    {
        var shown = (await house.First.ShowAsync(run)).Attempts.ShouldNotBeNull();
        (await house.First.Get<IRunInspection>().TimelineAsync(House.Vera, run, 0, Token)).Value.Attempts.ShouldBe(shown);
        return shown;
    }
}
