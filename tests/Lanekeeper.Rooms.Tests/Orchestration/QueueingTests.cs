using System.Net;
using System.Net.Sockets;
using Lanekeeper.Orchestration;
using Lanekeeper.Orchestration.Waiting;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Orchestration;

public sealed class QueueingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Eight_workers_do_each_of_two_hundred_runs_exactly_once()
    {
        await using var house = await House.BuildAsync(Flow.Whole);
        var runs = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => house.First.BeginAsync()));

        var workers = Enumerable.Range(0, 8).Select(_ => house.Another(time: TimeProvider.System, concurrency: 4)).ToList();
        await Task.WhenAll(workers.Select(worker => worker.StartAsync()));
        var ended = await Task.WhenAll(runs.Select(run => workers[0].RestAsync(run)));

        ended.ShouldAllBe(run => run.State == RunState.Succeeded);
        house.Mails.Count.ShouldBe(200);
        (await house.Database.FindAsync<int>("select count(*)::int from orchestration.step where state = 'done' and attempts = 1", null, Token)).ShouldBe(600);
        (await house.Database.FindAsync<int>("select count(*)::int from ledger.call_log", null, Token)).ShouldBe(200);
        (await house.Database.FindAsync<int>("select count(*)::int from ledger.action_intent", null, Token)).ShouldBe(200);
        (await house.Database.FindAsync<int>("select count(*)::int from orchestration.job", null, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_worker_that_lost_its_lease_writes_nothing()
    {
        await using var house = await House.BuildAsync(Flow.Whole);
        var (slow, gate, run) = await house.HoldAsync();

        // For the other process the lease is over; the slow one has heard of no time passing.
        house.First.Time.Advance(TimeSpan.FromSeconds(31));
        await house.First.StartAsync();
        await house.First.UntilAsync(run, RunState.Succeeded);
        var before = await house.First.ShowAsync(run);
        gate.Open();
        await slow.StopAsync();

        var after = await house.First.ShowAsync(run);
        after.Run.ShouldBe(before.Run);
        after.Steps.Select(step => (step.State, step.CallId, step.EndedAt)).ShouldBe(before.Steps.Select(step => (step.State, step.CallId, step.EndedAt)));
        house.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_new_life_of_the_program_goes_on_where_the_journal_ends()
    {
        await using var house = await House.BuildAsync(Flow.Whole);
        var (killed, _, run) = await house.HoldAsync();
        var before = await killed.StepsAsync(run);

        // It holds the lease and will never be heard of again.
        var next = house.Another(killed.Node);
        next.Time.Advance(TimeSpan.FromSeconds(1));
        await next.StartAsync();
        await next.UntilAsync(run, RunState.Succeeded);

        var steps = await next.StepsAsync(run);
        steps[0].EndedAt.ShouldBe(before.Single().EndedAt);
        steps[1].EndedAt!.Value.ShouldBeGreaterThan(before.Single().EndedAt!.Value);
        house.Mails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_gives_its_runs_back()
    {
        await using var house = await House.BuildAsync(Flow.Whole);
        var (stopped, _, run) = await house.HoldAsync();

        await stopped.StopAsync();
        house.First.Time.Advance(TimeSpan.FromSeconds(2));
        await house.First.StartAsync();

        (await house.First.UntilAsync(run, RunState.Succeeded)).Outcome.ShouldBe("done");
        (await house.First.StepsAsync(run)).ShouldAllBe(step => step.State == StepState.Done);
    }

    [Fact]
    public async Task A_tool_call_that_has_begun_is_let_finish_when_the_program_stops()
    {
        using var till = new TcpListener(IPAddress.Loopback, 0);
        till.Start();
        await using var house = await House.OpenAsync(new Flow(Flow.Charge + Flow.Send) { ChargePort = ((IPEndPoint)till.LocalEndpoint).Port });
        var run = await house.First.BeginAsync();
        using var asked = await Patiently.AwaitAsync(till.AcceptTcpClientAsync(Token).AsTask(), Token);

        var stopping = house.First.StopAsync();
        await asked.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\n\r\n{\"paid\":true}"u8.ToArray(), Token);
        await stopping;

        (await house.First.StepsAsync(run)).ShouldHaveSingleItem().State.ShouldBe(StepState.Done);
        house.Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_lease_is_renewed_for_as_long_as_the_work_takes()
    {
        await using var house = await House.BuildAsync(Flow.Whole);
        var (process, gate, run) = await house.HoldAsync();
        var first = await LeaseEndAsync(house);

        process.Time.Advance(TimeSpan.FromSeconds(10));
        await Patiently.AskAsync(() => LeaseEndAsync(house), end => end != first, Token);

        gate.Open();
        (await process.UntilAsync(run, RunState.Succeeded)).Outcome.ShouldBe("done");
    }

    [Fact]
    public async Task Runs_one_after_another_do_not_wait_for_the_next_look_at_the_queue()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var process = house.Another(concurrency: 1);
        var runs = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            runs.Add(await process.BeginAsync());
        }

        await process.StartAsync();
        foreach (var run in runs)
        {
            await process.UntilAsync(run, RunState.Succeeded);
        }

        process.Time.GetUtcNow().ShouldBe(new ManualTime().GetUtcNow());
    }

    [Fact]
    public async Task A_result_that_the_database_cannot_hold_ends_the_run_instead_of_being_worked_out_for_ever()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Retrieve + Flow.Triage));
        await house.Database.ExecuteAsync("alter table orchestration.step add constraint no_model check (kind <> 'model' or state = 'failed')", null, Token);

        await house.First.StartAsync();

        var run = await house.First.RestAsync(await house.First.BeginAsync());
        (run.State, run.Problem!.Code, run.StepId).ShouldBe((RunState.Failed, "runs.unstorable-result", "triage"));
    }

    [Fact]
    public async Task Who_waits_is_told_when_the_run_ends_and_leaves_nothing_behind()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var run = await house.First.BeginAsync();
        var waiting = house.First.RestAsync(run);

        await house.First.StartAsync();

        (await waiting).State.ShouldBe(RunState.Succeeded);
        (await house.First.Runs.WaitAsync(House.Vera, Guid.NewGuid(), TimeSpan.FromSeconds(1), Token)).Problem!.Code.ShouldBe("runs.not-found");
        house.First.Get<RunNews>().Count.ShouldBe(0);
    }

    [Fact]
    public async Task Who_has_no_time_to_wait_hears_how_it_stands()
    {
        await using var house = await House.BuildAsync(new Flow(Flow.Send));
        var run = await house.First.BeginAsync();

        var now = await house.First.Runs.WaitAsync(House.Vera, run, TimeSpan.FromSeconds(-1), Token);

        now.Value.State.ShouldBe(RunState.Queued);
    }

    private static Task<DateTimeOffset> LeaseEndAsync(House house) => house.Database.FindAsync<DateTimeOffset>("select available_at from orchestration.job", null, Token);
}
