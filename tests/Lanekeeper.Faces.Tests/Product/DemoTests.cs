using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>What a newcomer does first.</summary>
public sealed class DemoTests(RunningDemo demo) : IClassFixture<RunningDemo>
{
    private static readonly string[] AsNobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_on_a_fresh_folder_prints_its_figures_and_leaves_nothing_running()
    {
        using var folder = new TempFolder();

        var answer = await LanekeeperProcess.RunAsync(Stop, "demo", "--once", "--json", "--data", folder.Sub("data"), "--urls", "http://127.0.0.1:0");

        JudgeFigures(answer.ShouldEndWith(ExitCodes.Ok).Json);
        FolderProcesses.Of(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_ordinary_user_can_run_it_too()
    {
        if (Environment.UserName != "root")
        {
            Assert.Skip("The other tests are run by an ordinary user already.");
        }

        using var folder = new TempFolder();
        var home = folder.Sub("home");
        Directory.CreateDirectory(home);
        if (await RunAsync("chown", "65534:65534", home) != 0 || await RunAsync([.. AsNobody, "test", "-r", Path.Combine(AppContext.BaseDirectory, "lanekeeper.dll")]) != 0)
        {
            Assert.Skip("setpriv is missing, or the program lies where only root can read it.");
        }

        var wish = new CommandWish("demo", "--once", "--json", "--data", Path.Combine(home, "data"), "--urls", "http://127.0.0.1:0")
        {
            By = AsNobody,
            Environment = new Dictionary<string, string> { ["HOME"] = home },
        };
        var answer = await LanekeeperProcess.RunAsync(wish, Stop);

        JudgeFigures(answer.ShouldEndWith(ExitCodes.Ok).Json);
        FolderProcesses.Of(folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public void A_taken_port_gives_the_next_free_one()
    {
        var server = LocalServer.Find(demo.Data).ShouldNotBeNull();

        new Uri(server.Url).Port.ShouldBeGreaterThan(new Uri(LocalServer.DefaultUrl).Port);
        demo.Words.ShouldContain($"Serving at {server.Url}");
        demo.Words.ShouldContain("lanekeeper approvals");
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_is_told_so()
    {
        var second = await LanekeeperProcess.RunAsync(Stop, "serve", "--data", demo.Data, "--urls", "http://127.0.0.1:0");

        second.ShouldEndWith(ExitCodes.Conflict).Errors.ShouldContain($"Another Lanekeeper runs on the data folder {demo.Data}. Stop it, or give this one a folder of its own");
        LocalServer.Find(demo.Data).ShouldNotBeNull("the first one is left alone");
    }

    [Fact]
    public async Task The_inbox_of_the_demo_can_be_looked_at_from_another_terminal()
    {
        var inbox = await LanekeeperProcess.RunAsync(Stop, "approvals", "--data", demo.Data);

        inbox.ShouldEndWith(ExitCodes.Ok).Output.ShouldContain("Send an e-mail to ");
        (await LanekeeperProcess.RunAsync(Stop, "approvals", "show", "1", "--data", demo.Data)).ShouldEndWith(ExitCodes.Ok).Output.ShouldContain("baseline");
    }

    [Fact]
    public async Task A_server_says_that_its_port_is_taken_and_leaves_nothing_running()
    {
        using var folder = new TempFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}";

        var answer = await LanekeeperProcess.RunAsync(Stop, "serve", "--data", folder.Sub("data"), "--urls", url);

        answer.ShouldEndWith(ExitCodes.Conflict).Errors.ShouldContain($"Something else listens at {url}. Stop it, or listen elsewhere: --urls");
        FolderProcesses.Of(folder.Path).ShouldBeEmpty();
    }

    private static void JudgeFigures(JsonElement figures)
    {
        var messages = figures.GetProperty("messages").GetInt32();
        messages.ShouldBeGreaterThanOrEqualTo(60);
        figures.GetProperty("runs").EnumerateObject().Sum(state => state.Value.GetInt32()).ShouldBe(messages);
        figures.GetProperty("runs").EnumerateObject().Select(state => state.Name).ShouldBeSubsetOf(["succeeded", "waiting"]);
        figures.GetProperty("approvalsPending").GetInt32().ShouldBeInRange(1, messages);
        figures.GetProperty("modelCalls").GetInt32().ShouldBeGreaterThanOrEqualTo(messages);
        figures.GetProperty("ledgerRows").GetInt32().ShouldBe(figures.GetProperty("modelCalls").GetInt32());
        figures.GetProperty("costUsd").GetDecimal().ShouldBe(0);
        figures.GetProperty("seconds").GetDouble().ShouldBeGreaterThan(0);
        var accuracy = figures.GetProperty("accuracy");
        var (low, value, high) = (accuracy.GetProperty("low").GetDouble(), accuracy.GetProperty("value").GetDouble(), accuracy.GetProperty("high").GetDouble());
        accuracy.GetProperty("total").GetInt32().ShouldBe(messages);
        value.ShouldBeInRange(0.5, 1);
        low.ShouldBeInRange(0.3, value);
        high.ShouldBeInRange(value, 1);
        (high - low).ShouldBeInRange(0.01, 0.3);
    }

    private static async Task<int> RunAsync(params string[] command)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
            await process.WaitForExitAsync(Stop);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
