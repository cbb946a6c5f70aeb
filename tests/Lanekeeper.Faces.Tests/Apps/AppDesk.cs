using System.Net.Http.Headers;
using Lanekeeper.Cli;
using Lanekeeper.Faces.Tests.Product;
using Lanekeeper.FaultProvider;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Faces.Tests.Apps;

/// <summary>A server of its own that apps call through, in front of a provider that fails on command.</summary>
public sealed class AppDesk : IAsyncLifetime
{
    public const string Chat = "gpt-4.1-mini-2025-04-14";
    public const string Claude = "claude-sonnet-4-5-20250929";

    private readonly TempFolder _folder = new();
    private readonly IReadOnlyDictionary<string, string> _environment;

    public AppDesk()
        : this(new Dictionary<string, string>())
    {
    }

    internal AppDesk(IReadOnlyDictionary<string, string> environment) => _environment = environment;

    internal FaultServer Provider { get; private set; } = null!;

    internal LanekeeperProcess Server { get; private set; } = null!;

    internal Uri Url => Server.Client.Server;

    /// <summary>The key of the app <c>shop</c>.</summary>
    internal string Key { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        Provider = await FaultServer.StartAsync(cancellationToken: stop);
        Server = await ServeAsync(stop);
        await DeployAsync("", stop);
        Key = await MakeKeyAsync("shop", stop);
    }

    public async ValueTask DisposeAsync()
    {
        if (Server is not null)
        {
            await Server.DisposeAsync();
        }

        if (Provider is not null)
        {
            await Provider.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>The server's own folder.</summary>
    internal string Data => _folder.Sub("data");

    /// <summary>Ends the server as a crash would, and starts it again on the same data.</summary>
    internal async Task RestartAsync(CancellationToken stop)
    {
        await Server.KillAsync();
        Server = await ServeAsync(stop);
    }

    internal async Task DeployAsync(string more, CancellationToken stop)
    {
        var project = _folder.Sub("project");
        Directory.CreateDirectory(project);
        await File.WriteAllTextAsync(Path.Combine(project, "lanekeeper.yaml"), Project() + more, stop);
        var deployed = await new ProjectDeployer(Server.Client).DeployAsync(Projects.Read(project).Value, project, "test", stop);
        deployed.Problem.ShouldBeNull(string.Join('\n', deployed.Problem?.Details ?? []));
    }

    internal async Task<string> MakeKeyAsync(string app, CancellationToken stop)
    {
        var made = await Server.Client.PostAsync<NewAppKey>(ApiPaths.AppKeys, new { app, workflows = Array.Empty<string>(), models = Array.Empty<string>(), tools = Array.Empty<string>() }, stop);
        made.Problem.ShouldBeNull();
        return made.Value.Secret;
    }

    internal HttpClient Http(string? key = null)
    {
        var http = new HttpClient { BaseAddress = Url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? Key);
        return http;
    }

    /// <returns>The calls of an app's workflow, oldest first.</returns>
    internal async Task<IReadOnlyList<CallRow>> CallsAsync(string workflow, CancellationToken stop) =>
        [.. (await Server.Client.GetAsync<Page<CallRow>>($"{ApiPaths.Calls}?workflow={workflow}&size=100", stop)).Value.Items.OrderBy(call => call.Id)];

    private Task<LanekeeperProcess> ServeAsync(CancellationToken stop) =>
        LanekeeperProcess.ServeAsync(Data, new CommandWish("serve", "--data", Data, "--urls", "http://127.0.0.1:0") { Environment = _environment }, stop);

    private string Project() => $"""
        version: 1
        name: apps
        models:
          chat: {OpenAi(Chat)}
          embedding: {OpenAi("text-embedding-3-small")}
          down: {OpenAi("fault-500")}
          keyless: {OpenAi("fault-ok@keyless").Replace("TEST_PROVIDER_KEY", "TEST_NO_SUCH_KEY", StringComparison.Ordinal)}
          cut: {OpenAi("fault-cut")}
          calling: {OpenAi("fault-tool-call")}
          paced: {OpenAi("fault-pace-20ms")}
          slow: {OpenAi("fault-slow-1s")}
          silent: {OpenAi("fault-silence")}
          claude: {Anthropic(Claude)}
          claude-fault-tool: {Anthropic("fault-tool-call")}
          claude-busy: {Anthropic("fault-529")}
          claude-cut: {Anthropic("fault-cut")}

        """;

    private string OpenAi(string model) => $"{{ provider: openai, model: '{model}', base_url: '{Provider.OpenAiAddress}', key: env:TEST_PROVIDER_KEY }}";

    private string Anthropic(string model) => $"{{ provider: anthropic, model: '{model}', base_url: '{Provider.Address}', key: env:TEST_PROVIDER_KEY }}";
}
