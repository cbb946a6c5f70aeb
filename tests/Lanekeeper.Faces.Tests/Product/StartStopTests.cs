using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Lanekeeper.Cli;
using Lanekeeper.FaultProvider;
using Lanekeeper.Host.Settings;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>Starting, stopping, and being killed: the program and its PostgreSQL find each other again.</summary>
public sealed class StartStopTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_is_clean_and_a_kill_leaves_a_database_that_the_next_start_finds()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        int postgres;
        await using (var first = await LanekeeperProcess.ServeAsync(data, Stop))
        {
            postgres = FolderProcesses.Postmaster(data);
            await first.KillAsync();
            FolderProcesses.Of(data).ShouldContain(process => process.StartsWith($"{postgres}: "), "PostgreSQL outlives the program");
        }

        await using var second = await LanekeeperProcess.ServeAsync(data, Stop);
        FolderProcesses.Postmaster(data).ShouldBe(postgres, "the running PostgreSQL is found again");
        (await second.Client.GetAsync<WhoamiWire>(ApiPaths.Whoami, Stop)).Problem.ShouldBeNull();

        (await second.StopAsync()).ShouldBe(ExitCodes.Ok, second.Words);
        FolderProcesses.Of(data).ShouldBeEmpty();
        LocalServer.Find(data).ShouldBeNull();
    }

    [Fact]
    public async Task Ctrl_C_again_cuts_the_calls_under_way_and_is_a_clean_stop_still()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        await using var provider = await FaultServer.StartAsync(cancellationToken: Stop);
        provider.Script(Behaviour.Fail(FaultKind.Silence));
        var patient = new CommandWish("serve", "--data", data, "--urls", "http://127.0.0.1:0")
        {
            Environment = new Dictionary<string, string> { [ServerSettings.DrainVariable] = "600" },

            // Tests that run in the background were told to ignore it, and so would be what they start.
            By = ["env", "--default-signal=INT"],
        };
        await using var server = await LanekeeperProcess.ServeAsync(data, patient, Stop);
        var project = ProductProject.Write(folder.Sub("project"), provider.OpenAiAddress, provider.OpenAiAddress);
        (await new ProjectDeployer(server.Client).DeployAsync(Projects.Read(project).Value, project, "", Stop)).Problem.ShouldBeNull();
        using var http = new HttpClient { BaseAddress = server.Client.Server };
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await LanekeeperProcess.RunAsync(Stop, "keys", "create", "app", "--quiet", "--data", data)).Output.Trim());
        var asking = http.PostAsJsonAsync("/v1/chat/completions", new { model = "gpt-4.1-mini-2025-04-14", messages = new[] { new { role = "user", content = "Think." } } }, Stop);
        await provider.WaitForAsync(attempt => attempt.Number > 0, Stop);

        await server.SignalAsync("INT");
        await Patiently.AskAsync(() => Task.FromResult(server.Words), words => words.Contains("Ctrl-C again"), Stop);
        asking.IsCompleted.ShouldBeFalse("a first one waits");
        await server.SignalAsync("INT");

        await Should.ThrowAsync<HttpRequestException>(asking);
        (await server.EndedAsync()).ShouldBe(ExitCodes.Ok, server.Words);
        FolderProcesses.Of(data).ShouldBeEmpty();
    }

    [Fact]
    public async Task When_PostgreSQL_is_killed_the_server_says_so_and_recovers_by_itself()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        await using var provider = await FaultServer.StartAsync(cancellationToken: Stop);
        await using var system = await RecordingSystem.StartAsync(Stop);
        provider.Script(Behaviour.Answer(System.Text.Json.Nodes.JsonNode.Parse("""{"category":"delivery","reply":"Soon."}""")!) with { DelayMs = 1500, Always = true });
        await using var server = await LanekeeperProcess.ServeAsync(data, Stop);
        var project = ProductProject.Write(folder.Sub("project"), provider.OpenAiAddress, system.Address, ceiling: "execute");
        (await new ProjectDeployer(server.Client).DeployAsync(Projects.Read(project).Value, project, "", Stop)).Problem.ShouldBeNull();
        var run = (await server.Client.PostAsync<Run>(ApiPaths.StartRun("mail"), Desk.Message("Before"), Stop)).Value;
        await provider.WaitForAsync(attempt => attempt.Number > 0, Stop);

        Process.GetProcessById(FolderProcesses.Postmaster(data)).Kill();

        var answers = await AskUntilWellAsync(server, data);
        answers.ShouldAllBe(answer => answer == HttpStatusCode.OK || answer == HttpStatusCode.ServiceUnavailable, string.Join(' ', answers));
        var state = await Patiently.AskAsync(
            async () => await server.Client.GetAsync<RunDetail>(ApiPaths.Run(run.Id), Stop) is { Problem: null } answer ? answer.Value.Run.State : run.State,
            now => now is not (RunState.Queued or RunState.Running),
            Stop);

        state.ShouldBe(RunState.Succeeded, "what was accepted before is finished after");
        Directory.GetFiles(Path.Combine(data, "outbox"), "*.eml").ShouldHaveSingleItem();
    }

    /// <summary>Asks without a pause, alternately reading and starting runs, until ten answers in a row are good.</summary>
    private static async Task<IReadOnlyList<HttpStatusCode>> AskUntilWellAsync(LanekeeperProcess server, string data)
    {
        using var http = new HttpClient { BaseAddress = server.Client.Server };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(LocalServer.TokenFile(data), Stop)).Trim());
        var answers = new List<HttpStatusCode>();
        for (var since = Stopwatch.StartNew(); answers.Count(one => one == HttpStatusCode.OK) < 10 && since.Elapsed < Patiently.Longest;)
        {
            using var answer = await http.GetAsync(answers.Count % 2 == 0 ? ApiPaths.Runs : ApiPaths.Ready, Stop);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                (await answer.Content.ReadFromJsonAsync<ProblemWire>(FaceJson.Options, Stop))!.Detail.ShouldContain("database");
            }

            answers.Add(answer.StatusCode);
            await Task.Delay(20, Stop);
        }

        answers[^1].ShouldBe(HttpStatusCode.OK, server.Words);
        return answers;
    }
}
