using Lanekeeper.Cli;
using Lanekeeper.FaultProvider;
using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Bench.Gateway;

/// <summary>The real program with a key, limits and a budget, before a provider that keeps a log of what it was asked.</summary>
internal sealed class GatewayDesk : IAsyncDisposable
{
    public const string App = "bench";
    public const string Plain = "gpt-4.1-mini-2025-04-14";
    public const string Paced = "fault-pace-20ms";

    private readonly TempFolder _folder = new();
    private readonly IReadOnlyDictionary<string, string> _environment;

    private GatewayDesk(FaultServer provider, IReadOnlyDictionary<string, string> environment) => (Provider, _environment) = (provider, environment);

    public FaultServer Provider { get; }

    public LanekeeperProcess Server { get; private set; } = null!;

    public string Key { get; private set; } = "";

    public string Data => _folder.Sub("data");

    /// <summary>The address of the database of its own.</summary>
    public string DatabaseUrl => _environment.GetValueOrDefault("LANEKEEPER_DATABASE_URL") ?? $"postgres:///lanekeeper?host={Uri.EscapeDataString(Path.Combine(Data, "postgres"))}&user=lanekeeper";

    /// <param name="databaseUrl">Without one it has the built-in database.</param>
    /// <param name="usdPerDay">The workflow's budget. With one, models without a known price are refused, the paced one among them.</param>
    /// <param name="keepsLog">Whether the provider remembers what it was asked, which takes a little of its time.</param>
    public static async Task<GatewayDesk> StartAsync(string? databaseUrl = null, decimal? usdPerDay = null, bool keepsLog = false)
    {
        var environment = databaseUrl is null ? new Dictionary<string, string>() : new() { ["LANEKEEPER_DATABASE_URL"] = databaseUrl };
        var desk = new GatewayDesk(await FaultServer.StartAsync(new() { QuietLog = !keepsLog }), environment);
        desk.Server = await desk.ServeAsync();
        await desk.DeployAsync(usdPerDay);
        var made = await desk.Server.Client.PostAsync<NewAppKey>(
            ApiPaths.AppKeys, new { app = App, workflows = Array.Empty<string>(), models = Array.Empty<string>(), tools = Array.Empty<string>() }, CancellationToken.None);
        desk.Key = made.Value.Secret;
        return desk;
    }

    /// <summary>Ends the program as a crash would, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await Server.KillAsync();
        Server = await ServeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
        _folder.Dispose();
    }

    private Task<LanekeeperProcess> ServeAsync() =>
        LanekeeperProcess.ServeAsync(Data, new CommandWish("serve", "--data", Data, "--urls", "http://127.0.0.1:0") { Environment = _environment }, CancellationToken.None);

    private async Task DeployAsync(decimal? usdPerDay)
    {
        var project = _folder.Sub("project");
        Directory.CreateDirectory(project);
        await File.WriteAllTextAsync(Path.Combine(project, "lanekeeper.yaml"), $$"""
            version: 1
            name: bench
            models:
              plain: { provider: openai, model: {{Plain}}, base_url: '{{Provider.OpenAiAddress}}', key: env:TEST_PROVIDER_KEY }
              paced: { provider: openai, model: {{Paced}}, base_url: '{{Provider.OpenAiAddress}}', key: env:TEST_PROVIDER_KEY }
            limits:
              apps:
                {{App}}: { requests_per_minute: 1000000, tokens_per_minute: 1000000000, concurrent: 10000 }
              workflows:
                {{App}}: { {{(usdPerDay is { } usd ? $"usd_per_day: {usd}" : "concurrent: 10000")}} }
            """);
        var deployed = await new ProjectDeployer(Server.Client).DeployAsync(Projects.Read(project).Value, project, "bench", CancellationToken.None);
        if (deployed.Problem is { } problem)
        {
            throw new InvalidOperationException($"{problem.Message} {string.Join('\n', problem.Details)}");
        }
    }
}
