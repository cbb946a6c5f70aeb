using Lanekeeper.FaultProvider;
using Lanekeeper.Ledger;
using Lanekeeper.Project;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Models;

/// <summary>Waiting, giving up, going away, and a ledger that is not there.</summary>
public sealed class TimeTests(ModelsFixture room) : IClassFixture<ModelsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_provider_is_not_asked_again_before_it_wants_to_be()
    {
        room.Server.Script(Behaviour.Fail(FaultKind.RateLimit) with { Model = "later", RetryAfterMs = 250 }, Behaviour.Answer("now") with { Model = "later" });

        (await room.Models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, "later"), "later"), Token)).Value.Calls.ShouldBe(2);

        var asked = room.Server.Attempts.Where(attempt => attempt.Model == "later").Select(attempt => attempt.At).ToList();
        (asked[1] - asked[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(245));
    }

    [Fact]
    public async Task A_wait_that_ends_after_the_deadline_is_not_begun()
    {
        room.Server.Script(Behaviour.Fail(FaultKind.RateLimit) with { Model = "much later", RetryAfterSeconds = 60, Always = true });

        var problem = (await room.Models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.Anthropic, "much later"), "much later"), Token)).Problem.ShouldNotBeNull();

        (problem.Code, problem.RetryAfter).ShouldBe(("models.rate-limited", TimeSpan.FromSeconds(60)));
        room.Server.Attempts.Count(attempt => attempt.Model == "much later").ShouldBe(1);
    }

    [Theory]
    [InlineData("silence")]
    [InlineData("stall")]
    [InlineData("slow-20s")]
    public async Task At_the_deadline_the_call_ends_and_is_written_down(string fault)
    {
        var model = $"fault-{fault}@deadline";
        var time = new ManualTime();
        var going = room.With(time: time).CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, model), model, deadline: TimeSpan.FromSeconds(10)), Token);
        await room.Server.WaitForAsync(attempt => attempt.Model == model, Token);

        time.Advance(TimeSpan.FromSeconds(10));

        var problem = (await Patiently.AwaitAsync(going, Token)).Problem.ShouldNotBeNull();

        (problem.Code, problem.IsTransient).ShouldBe(("models.deadline", true));
        (await room.RowsAsync(model, Token)).ShouldHaveSingleItem().State.ShouldBe("timed_out");
        await room.Server.WaitForAsync(attempt => attempt.Model == model && attempt.Outcome == Outcome.ClientAborted, Token);
    }

    [Fact]
    public async Task An_answer_that_stands_still_is_given_up_and_asked_for_again()
    {
        var models = room.With(ModelsFixture.Quick with { IdleLimit = TimeSpan.FromSeconds(1) });

        var answer = (await models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, "fault-stall-then-ok@idle"), "idle"), Token)).Value;

        answer.Calls.ShouldBe(2);
        (await room.RowsAsync("idle", Token))[0].FailureCode.ShouldBe("models.connection-lost");
    }

    [Fact]
    public async Task A_caller_who_goes_away_leaves_a_final_row()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var going = room.Models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.Anthropic, "fault-silence@gone"), "gone"), caller.Token);
        await room.Server.WaitForAsync(attempt => attempt.Model == "fault-silence@gone", Token);

        await caller.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(going);
        var row = (await room.RowsAsync("gone", Token)).ShouldHaveSingleItem();
        (row.State, row.FailureCode).ShouldBe(("cancelled", "models.cancelled"));
    }

    [Fact]
    public async Task A_caller_who_goes_away_while_the_first_row_is_written_leaves_nothing_open_and_nothing_held()
    {
        using var caller = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var ledger = new HookedCalls(room.Calls) { Opening = caller.Cancel };
        var call = ModelsFixture.Call(room.Model(ModelProvider.OpenAI, "fault-ok@gone-early"), "gone-early") with { Limits = new LimitDefinition(null, null, 1, null, null) };

        await Should.ThrowAsync<OperationCanceledException>(room.With(calls: ledger).CallAsync(call, caller.Token));

        (await room.RowsAsync("gone-early", Token)).ShouldHaveSingleItem().State.ShouldBe("cancelled");
        room.Server.Attempts.ShouldNotContain(attempt => attempt.Model == "fault-ok@gone-early");
        (await room.Models.CallAsync(call, Token)).Problem.ShouldBeNull();
    }

    [Fact]
    public async Task A_deadline_that_passes_while_the_first_row_is_written_is_not_the_providers_fault()
    {
        var time = new ManualTime();
        var ledger = new HookedCalls(room.Calls);
        var models = room.With(ModelsFixture.Quick with { BreakerFailures = 1 }, calls: ledger, time: time);
        var call = ModelsFixture.Call(room.Model(ModelProvider.OpenAI, "fault-ok@late-row"), "late-row", deadline: TimeSpan.FromSeconds(10));
        ledger.Opening = () => time.Advance(TimeSpan.FromSeconds(10));

        (await models.CallAsync(call, Token)).Problem!.Code.ShouldBe("models.deadline");
        ledger.Opening = null;
        (await models.CallAsync(call, Token)).Problem.ShouldBeNull();

        (await room.RowsAsync("late-row", Token)).Select(row => row.State).Order().ShouldBe(["answered", "timed_out"]);
        room.Server.Attempts.Count(attempt => attempt.Model == "fault-ok@late-row").ShouldBe(1);
    }

    [Fact]
    public async Task What_cannot_be_written_down_is_not_asked()
    {
        await using var away = TestDatabase.OpenUnreachable();
        var models = room.With(database: away);

        var problem = (await models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, "fault-ok@unwritten"), "unwritten"), Token)).Problem.ShouldNotBeNull();

        problem.Code.ShouldBe("ledger.unavailable");
        room.Server.Attempts.ShouldNotContain(attempt => attempt.Model == "fault-ok@unwritten");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_written_down_is_not_handed_on()
    {
        var ledger = new ForgetfulLedger();
        var models = room.With(calls: ledger);

        var problem = (await models.CallAsync(ModelsFixture.Call(room.Model(ModelProvider.OpenAI, "fault-ok@forgotten"), "forgotten"), Token)).Problem.ShouldNotBeNull();

        problem.Code.ShouldBe("ledger.refused");
        room.Server.Attempts.Count(attempt => attempt.Model == "fault-ok@forgotten").ShouldBe(1);
        ledger.Closed.ShouldBe(1);
    }

    /// <summary>A ledger that takes intents and refuses every final row.</summary>
    private sealed class ForgetfulLedger : ICalls
    {
        public int Closed { get; private set; }

        public Task<Result<Done>> OpenAsync(CallIntent intent, CancellationToken cancellationToken) => Task.FromResult<Result<Done>>(Done.Instance);

        public Task<Result<Done>> CloseAsync(CallFinal final, CancellationToken cancellationToken)
        {
            Closed++;
            return Task.FromResult<Result<Done>>(LedgerProblems.Refused());
        }

        public Task<Result<Page<CallRow>>> ListAsync(Actor actor, CallQuery query, PageRequest page, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<CallDetail>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<CallTotals>> TotalAsync(Actor actor, CallQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<IReadOnlyList<StepCalls>>> SumByStepAsync(Actor actor, Guid runId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<IReadOnlyList<RunCalls>>> SumByRunAsync(Actor actor, IReadOnlyList<Guid> runIds, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<Result<CallStats>> StatsAsync(Actor actor, string? workflow, DateOnly since, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
