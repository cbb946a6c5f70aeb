using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lanekeeper.Approvals;
using Lanekeeper.Cli;
using Lanekeeper.FaultProvider;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;
using Lanekeeper.Testing;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>A server of its own for a class of tests: the test project is deployed, its provider is scripted, its mails go to a folder.</summary>
public sealed class Desk : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RecordingSystem _system = null!;

    internal FaultServer Provider { get; private set; } = null!;

    internal LanekeeperProcess Server { get; private set; } = null!;

    internal ServerClient Client => Server.Client;

    /// <summary>For what a typed client hides: statuses, headers, bodies that are no JSON.</summary>
    internal HttpClient Http { get; private set; } = null!;

    internal string Data => _folder.Sub("data");

    internal string Project => _folder.Sub("project");

    internal string Outbox => Path.Combine(Data, "outbox");

    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        Provider = await FaultServer.StartAsync(cancellationToken: stop);
        _system = await RecordingSystem.StartAsync(stop);
        ProductProject.Write(Project, Provider.OpenAiAddress, _system.Address);
        Server = await LanekeeperProcess.ServeAsync(Data, stop);
        Http = new() { BaseAddress = Client.Server };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(LocalServer.TokenFile(Data), stop)).Trim());
        var deployed = await DeployAsync(Project, stop);
        deployed.Problem.ShouldBeNull(string.Join('\n', deployed.Problem?.Details ?? []));
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        if (_system is not null)
        {
            await _system.DisposeAsync();
        }

        if (Provider is not null)
        {
            await Provider.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>A place for a test's own files.</summary>
    internal string Sub(string name) => _folder.Sub(name);

    /// <summary>A copy of the project that a test may spoil.</summary>
    internal string CopyProject(string name)
    {
        var copy = Sub(name);
        foreach (var file in Directory.GetFiles(Project, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Project, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }

        return copy;
    }

    internal async Task<Result<DeployReport>> DeployAsync(string project, CancellationToken stop) =>
        await new ProjectDeployer(Client).DeployAsync(Projects.Read(project).Value, project, "test", stop);

    /// <summary>From now on the messages about this subject are answered so.</summary>
    internal void Answer(string subject, string category = "delivery", string reply = "It is on its way.") =>
        Provider.Script(Behaviour.Answer(new JsonObject { ["category"] = category, ["reply"] = reply }) with { Contains = subject, Always = true, InputTokens = 1000, OutputTokens = 100 });

    internal void Fail(string subject, FaultKind kind, int? times = null) =>
        Provider.Script(Behaviour.Fail(kind) with { Contains = subject, Always = times is null, Times = times ?? 1 });

    internal static object Message(string subject) =>
        new { id = "m-1", from = "kim@example.org", subject, body = "Where is my late parcel?" };

    internal Task<HttpResponseMessage> PostAsync(string path, object body, CancellationToken stop, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: FaceJson.Options) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return Http.SendAsync(request, stop);
    }

    internal static async Task<T> ReadAsync<T>(HttpResponseMessage response, CancellationToken stop) =>
        (await response.Content.ReadFromJsonAsync<T>(FaceJson.Options, stop))!;

    /// <returns>The run as it came to rest.</returns>
    internal async Task<Run> RunAsync(string workflow, string subject, CancellationToken stop)
    {
        var run = await Client.PostAsync<Run>(ApiPaths.StartRun(workflow) + "?wait=60s", Message(subject), stop);
        run.Problem.ShouldBeNull(Server.Words);
        return run.Value;
    }

    /// <returns>A run that waits for a person, and its card.</returns>
    internal async Task<Approval> AskAsync(string workflow, string subject, CancellationToken stop)
    {
        Answer(subject);
        var run = await RunAsync(workflow, subject, stop);
        run.State.ShouldBe(RunState.Waiting, run.Problem?.Message);
        return await CardAsync(run.ApprovalId!.Value, stop);
    }

    internal async Task<Approval> CardAsync(Guid id, CancellationToken stop) => (await Client.GetAsync<Approval>(ApiPaths.Approval(id), stop)).Value;

    internal Task<Result<Approval>> DecideAsync(Approval card, object decision, CancellationToken stop) =>
        Client.PostAsync<Approval>(ApiPaths.Decide(card.Id), decision, stop);

    internal async Task<RunDetail> DetailAsync(Guid run, CancellationToken stop) => (await Client.GetAsync<RunDetail>(ApiPaths.Run(run), stop)).Value;

    /// <returns>The run once nothing is left to do in it.</returns>
    internal Task<RunDetail> EndedAsync(Guid run, CancellationToken stop) =>
        Patiently.AskAsync(() => DetailAsync(run, stop), now => now.Run.State is not (RunState.Queued or RunState.Running or RunState.Waiting), stop);

    /// <returns>The run once it has ended or waits for a person.</returns>
    internal Task<RunDetail> RestedAsync(Guid run, CancellationToken stop) =>
        Patiently.AskAsync(() => DetailAsync(run, stop), now => now.Run.State is not (RunState.Queued or RunState.Running), stop);

    /// <returns>The owner of the desk's data, signed in at the pages.</returns>
    internal async Task<WebVisitor> VisitAsync(CancellationToken stop)
    {
        var link = (await LanekeeperProcess.RunAsync(stop, "sign-in", "--data", Data)).ShouldEndWith(ExitCodes.Ok).Output.Trim();
        var visitor = new WebVisitor(Client.Server);
        await visitor.GetAsync(link, stop);
        await visitor.PostAsync(link, stop, ("what", "enter"));
        return visitor;
    }

    /// <summary>The mails about a subject: their headers and decoded bodies.</summary>
    internal IReadOnlyList<DeskMail> MailsAbout(string subject) => !Directory.Exists(Outbox)
        ? []
        : [.. Directory.GetFiles(Outbox, "*.eml").Select(DeskMail.Read).Where(mail => mail.Subject.Contains(subject, StringComparison.Ordinal))];
}

internal sealed record DeskMail(string To, string Subject, string Body)
{
    public static DeskMail Read(string file)
    {
        var parts = File.ReadAllText(file).Split("\r\n\r\n", 2);
        string Header(string name) => parts[0].Split("\r\n").First(line => line.StartsWith(name + ": ", StringComparison.Ordinal))[(name.Length + 2)..];
        return new(Header("To"), Header("Subject"), Encoding.UTF8.GetString(Convert.FromBase64String(parts[1].ReplaceLineEndings(""))));
    }

    public JsonElement ToArguments() => JsonSerializer.SerializeToElement(new { to = To, subject = Subject, body = Body });
}
