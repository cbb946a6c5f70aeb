using System.Net.Http.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Cli;
using Lanekeeper.FaultProvider;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>
/// The program is killed again and again in the midst of work. Whatever it accepted is finished, no action is executed
/// twice, and no request reached the provider that the ledger does not know.
/// </summary>
public sealed class KillTests
{
    private const int Kills = 20;
    private const int RunsPerLife = 12;

    [Fact]
    public async Task Twenty_kills_lose_no_run_repeat_no_action_and_miss_no_ledger_row()
    {
        var stop = TestContext.Current.CancellationToken;
        using var folder = new TempFolder();
        await using var provider = await FaultServer.StartAsync(cancellationToken: stop);
        await using var system = await RecordingSystem.StartAsync(stop);
        provider.Script(Behaviour.Answer("{\"category\":\"delivery\",\"reply\":\"It is on its way.\"}") with { DelayMs = 30, Always = true });
        var project = ProductProject.Write(folder.Sub("project"), provider.OpenAiAddress, system.Address, ceiling: "execute");
        var data = folder.Sub("data");
        var accepted = new List<Guid>();

        for (var life = 0; life < Kills; life++)
        {
            await using var server = await LanekeeperProcess.ServeAsync(data, stop);
            await DeployOnceAsync(server, project, life, stop);
            accepted.AddRange(await StartRunsAsync(server, life, stop));
            await KilledInTheMidstAsync(server, provider, life, stop);
        }

        await using var last = await LanekeeperProcess.ServeAsync(data, stop);
        var runs = await AtRestAsync(last, accepted, stop);
        await JudgeAsync(last, runs, provider, system, Path.Combine(data, "outbox"), stop);
    }

    private static async Task DeployOnceAsync(LanekeeperProcess server, string project, int life, CancellationToken stop)
    {
        if (life == 0)
        {
            var deployed = await new ProjectDeployer(server.Client).DeployAsync(Projects.Read(project).Value, project, "test", stop);
            deployed.Problem.ShouldBeNull(string.Join('\n', deployed.Problem?.Details ?? []));
        }
    }

    private static async Task<IReadOnlyList<Guid>> StartRunsAsync(LanekeeperProcess server, int life, CancellationToken stop)
    {
        var started = new List<Guid>();
        foreach (var n in Enumerable.Range(0, RunsPerLife))
        {
            var workflow = n % 3 == 0 ? "booking" : "mail";
            var input = new { id = $"{life}-{n}", from = "kim@example.org", subject = $"Parcel {life}-{n}", body = "Where is my late parcel?" };
            var run = await server.Client.SendAsync<Run>(new(HttpMethod.Post, ApiPaths.StartRun(workflow)) { Content = JsonContent.Create(input) }, stop);
            started.Add(run.Value.Id);
        }

        return started;
    }

    /// <remarks>A little later in each life, so that the kills fall into every phase of a run.</remarks>
    private static async Task KilledInTheMidstAsync(LanekeeperProcess server, FaultServer provider, int life, CancellationToken stop)
    {
        var before = provider.Attempts.Count;
        await provider.WaitForAsync(attempt => attempt.Number > before || before > 0, stop);
        await Task.Delay(TimeSpan.FromMilliseconds(10 + (life * 17 % 160)), stop);
        await server.KillAsync();
    }

    private static async Task<IReadOnlyList<RunDetail>> AtRestAsync(LanekeeperProcess server, IReadOnlyList<Guid> accepted, CancellationToken stop)
    {
        var details = new List<RunDetail>();
        foreach (var id in accepted)
        {
            details.Add(await Patiently.AskAsync(
                async () => (await server.Client.GetAsync<RunDetail>(ApiPaths.Run(id), stop)).Value, now => now.Run.State is not (RunState.Queued or RunState.Running), stop));
        }

        return details;
    }

    private static async Task JudgeAsync(
        LanekeeperProcess server, IReadOnlyList<RunDetail> runs, FaultServer provider, RecordingSystem system, string outbox, CancellationToken stop)
    {
        var mails = runs.Where(run => run.Run.Workflow == "mail").ToList();
        mails.ShouldAllBe(run => run.Run.State == RunState.Succeeded && run.Run.Outcome == "done");
        Directory.GetFiles(outbox, "*.eml").Length.ShouldBe(mails.Count, "each mail is written once");

        var bookings = runs.Where(run => run.Run.Workflow == "booking").ToList();
        bookings.ShouldAllBe(run => run.Run.State == RunState.Succeeded || run.Run.State == RunState.Waiting);
        system.Bookings.Values.ShouldAllBe(count => count == 1, "no booking is made twice");
        foreach (var waiting in bookings.Where(run => run.Run.State == RunState.Waiting))
        {
            var card = await server.Client.GetAsync<Approval>(ApiPaths.Approval(waiting.Run.ApprovalId!.Value), stop);
            card.Value.Request.Kind.ShouldBe(ApprovalKind.Question, "what nobody can know is asked of a person");
        }

        var totals = (await server.Client.GetAsync<CallTotals>(ApiPaths.CallTotals, stop)).Value;
        totals.Calls.ShouldBeGreaterThanOrEqualTo(provider.Attempts.Count, "every request that reached the provider has its intent row");
        totals.Open.ShouldBe(0, "what earlier lives left open is closed as unknown");
        foreach (var step in runs.SelectMany(run => run.Steps).Where(step => step.CallId is not null))
        {
            var call = await server.Client.GetAsync<CallDetail>(ApiPaths.Call(step.CallId!.Value), stop);
            call.Value.Call.State.ShouldBe(CallState.Answered, "a journaled answer has its final row");
        }
    }
}
