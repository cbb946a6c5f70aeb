using System.Text.Json.Nodes;
using Lanekeeper.Approvals;
using Lanekeeper.Cli;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;
using Lanekeeper.Storage;

namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>
/// The real program on a data folder of its own, with the support desk deployed and some mail answered: there are runs of several outcomes, open cards and calls.
/// As a class fixture it belongs to the class, which may do with it what it likes.
/// </summary>
public sealed class Site : IAsyncLifetime
{
    private const int Mails = 24;

    // Long and plain, so that the built-in model is sure of it whatever the subject is.
    private const string Plain =
        "I ordered on Sunday and it is Thursday now. When can I expect my parcel to arrive? Nothing has come so far although the delivery was announced for yesterday between 12 and 14 "
        + "o'clock. The tracking has not moved since the parcel left your warehouse. Please tell me when it will be delivered. The order is BW-20415.";

    private readonly TempFolder _folder = new();
    private TestDatabase _database = null!;
    private LanekeeperProcess _server = null!;
    private int _sent;

    public Site() => Sessions = new(this);

    /// <summary>Whether <c>/design</c> is there.</summary>
    internal bool InDevelopment { get; init; }

    /// <summary>Whether nothing is deployed and nothing was sent.</summary>
    internal bool IsEmpty { get; init; }

    internal Sessions Sessions { get; }

    /// <summary>The program's own database, for looking behind the pages.</summary>
    internal Database Database => _database.Database;

    internal ServerClient Client => _server.Client;

    internal Uri Address => Client.Server;

    internal string Data => _folder.Sub("data");

    /// <summary>What the program said, for messages of assertions.</summary>
    internal string Words => _server.Words;

    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        _database = await TestDatabase.CreateEmptyAsync();
        _server = await LanekeeperProcess.ServeAsync(Data, new CommandWish("serve", "--data", Data, "--urls", "http://127.0.0.1:0", "--database", _database.Url) { Environment = Environment() }, stop);
        if (!IsEmpty)
        {
            await FillAsync(stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Sessions.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>A mail of a customer comes in and is worked on until it rests.</summary>
    internal async Task<Run> SendAsync(JsonObject mail, CancellationToken stop) =>
        Must(await Client.PostAsync<Run>(ApiPaths.StartRun("support") + "?wait=60s", mail, stop));

    /// <summary>A mail comes in that a person must look at: a new card in the inbox.</summary>
    internal async Task<Run> AskAsync(string subject, CancellationToken stop)
    {
        var mail = new JsonObject
        {
            ["id"] = $"asked-{Interlocked.Increment(ref _sent)}",
            ["from"] = "eva.janssens@example.org",
            ["name"] = "Eva Janssens",
            ["subject"] = subject,
            ["body"] = Plain,
            ["received_at"] = "2026-06-02T14:23:00Z",
        };
        var run = await SendAsync(mail, stop);
        run.State.ShouldBe(RunState.Waiting, $"a card was expected for {mail}");
        return run;
    }

    private async Task FillAsync(CancellationToken stop)
    {
        Must(Projects.WriteTemplate("support-desk", _folder.Sub("project")));
        SiteProject.AddAway(_folder.Sub("project"));
        Must(await new ProjectDeployer(Client).DeployAsync(Must(Projects.Read(_folder.Sub("project"))), _folder.Sub("project"), "first", stop));
        await Parallel.ForEachAsync(
            Gold().Take(Mails),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = stop },
            async (mail, token) => await SendAsync(mail, token));
        await MoveAsync(stop);
    }

    /// <summary>One run of each way that a run can end: done by a person's leave, refused, stopped, and failed on a model that is away.</summary>
    private async Task MoveAsync(CancellationToken stop)
    {
        var (approved, rejected, cancelled) = (await AskAsync("Where is my grinder?", stop), await AskAsync("A second kettle", stop), await AskAsync("Never mind", stop));
        Must(await Client.PostAsync<Approval>(ApiPaths.Decide(approved.ApprovalId!.Value), new { answer = "approve" }, stop));
        Must(await Client.PostAsync<Approval>(ApiPaths.Decide(rejected.ApprovalId!.Value), new { answer = "reject", reason = "wrong_facts", words = "The kettle was sent on Monday." }, stop));
        Must(await Client.PostAsync<Run>(ApiPaths.CancelRun(cancelled.Id), new { }, stop));
        var away = Must(await Client.PostAsync<Run>(ApiPaths.StartRun(SiteProject.Away), Gold().First(), stop));

        // Nothing may go on behind the back of who looks.
        foreach (var (run, end) in new[] { (approved, RunState.Succeeded), (rejected, RunState.Succeeded), (away, RunState.Dead) })
        {
            await Patiently.AskAsync(async () => Must(await Client.GetAsync<RunDetail>(ApiPaths.Run(run.Id), stop)).Run.State, state => state == end, stop);
        }
    }

    private Dictionary<string, string> Environment() => InDevelopment ? new() { ["DOTNET_ENVIRONMENT"] = "Development" } : [];

    /// <summary>An open card over a tool call.</summary>
    internal async Task<Guid> CardAsync(CancellationToken stop) =>
        Must(await Client.GetAsync<Page<Approval>>($"{ApiPaths.Approvals}?state=pending&kind=action&limit=1", stop)).Items[0].Id;

    internal static T Must<T>(Result<T> result) =>
        result.Succeeded(out var value, out var problem) ? value : throw new InvalidOperationException($"{problem.Message} {string.Join('\n', problem.Details ?? [])}");

    private IEnumerable<JsonObject> Gold() =>
        File.ReadLines(Path.Combine(_folder.Sub("project"), "evals", "triage.gold.jsonl"))
            .Where(line => line.Length > 0)
            .Select(line => JsonNode.Parse(line)!["input"]!.DeepClone().AsObject());
}
