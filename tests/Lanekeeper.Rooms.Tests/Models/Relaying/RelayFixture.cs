using System.Text;
using System.Text.Json.Nodes;
using Lanekeeper.FaultProvider;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

/// <summary>The real room, ledger and project on a database of their own, in front of a provider that fails on command. A test has an app of its own.</summary>
public sealed class RelayFixture() : DatabaseFixture(ProjectRoom.Schema, LedgerRoom.Schema)
{
    public const string Secret = "sk-relay-4fd3c1e0b7a94d55";
    private const string KeyName = "LANEKEEPER_TEST_RELAY_KEY";

    /// <summary>Whatever a test's provider is to do is in the model's name.</summary>
    private static readonly string[] Faults =
    [
        "ok", "500x2-then-ok", "429", "500", "400", "context", "refusal", "cut", "stall", "silence", "truncated", "no-done", "error-inside", "error-first", "html", "renamed", "503", "500-then-ok",
    ];

    private readonly List<ServiceProvider> _houses = [];
    private FaultServer? _server;

    public FaultServer Server => _server!;

    public IRelay Relay { get; private set; } = null!;

    public static string OpenAi(string fault) => $"fault-{fault}@openai";

    public static string Anthropic(string fault) => $"fault-{fault}@anthropic";

    public static AppKey Key(string app, params string[] models) => new(Guid.CreateVersion7(), app, [app], models, []);

    public static byte[] Body(string model, bool stream = false, bool usage = false) => Encoding.UTF8.GetBytes(
        new JsonObject
        {
            ["max_tokens"] = 50,
            ["unknown field"] = new JsonObject { ["kept"] = "as it is " },
            ["model"] = model,
            ["stream"] = stream,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "How are you? Καλά" }),
        }.ToJsonString()[..^1] + (usage ? """, "stream_options": {"include_usage": true}}""" : "}"));

    public static RelayCall Call(WireKind kind, string app, byte[] body) =>
        new(kind, Key(app), body, [new("anthropic-version", "2023-06-01"), new("cookie", "a=b"), new("authorization", "Bearer lk_not_for_the_provider"), new("x-custom", "1")]);

    public T Get<T>()
        where T : notnull => _houses[0].GetRequiredService<T>();

    /// <summary>The room with its patience, its clock or its ledger of calls changed.</summary>
    public IRelay With(ModelsOptions options, TimeProvider? time = null, ICalls? calls = null)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(time ?? TimeProvider.System)
            .AddStorage(Database)
            .AddProject(new())
            .AddLedger(new LedgerOptions { Node = Guid.CreateVersion7(), Process = Guid.CreateVersion7() })
            .AddModels(options);
        if (calls is not null)
        {
            services.AddSingleton(calls);
        }

        var house = services.BuildServiceProvider();
        _houses.Add(house);
        return house.GetRequiredService<IRelay>();
    }

    public async Task<IReadOnlyList<RelayRow>> RowsAsync(string app) =>
        await Database.QueryAsync<RelayRow>(
            """
            select id, workflow, app, format, streamed, state, failure_code, route, requested_model, served_model, prompt, response, input_tokens, output_tokens,
                   cost_usd, attempt, purpose, route_reason, degraded
            from ledger.call_log
            where app = @app
            order by id
            """,
            new { app },
            TestContext.Current.CancellationToken);

    protected override async ValueTask FurnishAsync()
    {
        Environment.SetEnvironmentVariable(KeyName, Secret);
        _server = await FaultServer.StartAsync(new FaultServerOptions { Key = Secret });
        Relay = With(ModelsFixture.Quick);
        var deployments = _houses[0].GetRequiredService<IDeployments>();
        var files = new ProjectFiles([KeyValuePair.Create("lanekeeper.yaml", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(Project()))]);
        (await deployments.DeployAsync(Actor.System, new DeployRequest(files, "test"), CancellationToken.None)).Problem.ShouldBeNull();
    }

    protected override async ValueTask ClearAsync()
    {
        foreach (var house in _houses)
        {
            await house.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private string Project()
    {
        var models = Faults.SelectMany((fault, i) => new[]
        {
            Model($"o{i}", "openai", OpenAi(fault), Server.OpenAiAddress),
            Model($"a{i}", "anthropic", Anthropic(fault), Server.Address),
        });
        return $$"""
            version: 1
            name: relay
            models:
            {{string.Join('\n', models)}}
              floor: { provider: baseline, model: lanekeeper-baseline-1 }
            {{Model("priced", "openai", "gpt-4.1-mini-2025-04-14", Server.OpenAiAddress)}}
            {{Model("own-price", "openai", "fault-ok@own-price", Server.OpenAiAddress, ", price: { input: 1, output: 2 }")}}
            {{Model("a-price", "anthropic", "fault-pace-50ms@a-price", Server.Address, ", price: { input: 3, output: 15 }")}}
            {{Model("stands-in", "openai", "fault-ok@stands-in", Server.OpenAiAddress, ", context_tokens: 100000, capabilities: [tools]")}}
            {{Model("small", "openai", "fault-ok@small", Server.OpenAiAddress, ", context_tokens: 20")}}
            {{Model("claude-stands-in", "anthropic", "fault-ok@claude-stands-in", Server.Address, ", context_tokens: 100000")}}
            {{string.Join('\n', Failing.Select(fault => Model($"r-{fault}", "openai", $"fault-{fault}@routed", Server.OpenAiAddress)))}}
            {{Model("r-overloaded", "anthropic", "fault-error-first@routed", Server.Address)}}
            {{Model("r-breaks", "anthropic", "fault-cut@routed", Server.Address)}}
            routes:
              quick: { model: priced, deadline: 20s, attempts: 2 }
            {{Routes}}
            alarms:
              workflows:
                alarmed: { transient_percent: 60, semantic_percent: 20, at_least: 4 }
            limits:
              apps:
                few: { requests_per_minute: 2 }
                cached-few: { requests_per_minute: 2, usd_per_day: 5 }
                poor: { usd_per_day: 0.000001 }
                blind: { usd_per_day: 5 }
                careful: { usd_per_day: 5 }
                many-choices: { usd_per_day: 0.1 }
                once: { requests_per_minute: 1 }
                tight: { tokens_per_minute: 150 }
                narrow: { concurrent: 1 }
                leaver: { usd_per_day: 5 }
            cache:
              workflows:
                cached: { lifetime: 1h }
                cached-two: { lifetime: 1h }
            """;
    }

    /// <summary>Each has a route that falls back.</summary>
    private static readonly string[] Failing = ["503", "429", "silence", "reset", "refusal", "400", "context", "401", "quota", "misfit"];

    private static string Routes => $$"""
          choosing:
            model: priced
            rules:
              - { when: { task: [classify, extract] }, model: stands-in, reason: short and simple }
              - { when: { language: de, consequence: low }, model: small }
              - { when: { task: plan }, model: claude-stands-in }
              - { when: { earlier_failure: true }, model: stands-in }
        {{string.Join('\n', Failing.Select(fault => $"  to-{fault}: {{ model: r-{fault}, attempts: 1, deadline: 20s, fallback: {{ models: [small, claude-stands-in, stands-in], max_consequence: medium, after: {(fault == "silence" ? "500ms" : "10s")} }} }}"))}}
          to-claude: { model: r-503, attempts: 1, fallback: { models: [small, claude-stands-in], max_consequence: medium } }
          cheap: { model: r-misfit, attempts: 1, cascade: { then: stands-in } }
          cheap-alone: { model: r-misfit, attempts: 1, cascade: { then: r-503 } }
          claude: { model: r-overloaded, attempts: 2, fallback: { models: [claude-stands-in] } }
          broken: { model: r-breaks, attempts: 2, fallback: { models: [claude-stands-in] } }
        """;

    private static string Model(string name, string provider, string model, Uri address, string more = "") =>
        $"  {name}: {{ provider: {provider}, model: '{model}', base_url: '{address}', key: env:{KeyName}{more} }}";
}

public sealed record RelayRow
{
    public required Guid Id { get; init; }

    public required string Workflow { get; init; }

    public required string App { get; init; }

    public required string Format { get; init; }

    public required bool Streamed { get; init; }

    public required string State { get; init; }

    public string? FailureCode { get; init; }

    public required string Route { get; init; }

    public required string RequestedModel { get; init; }

    public string? ServedModel { get; init; }

    public string? Prompt { get; init; }

    public string? Response { get; init; }

    public long? InputTokens { get; init; }

    public long? OutputTokens { get; init; }

    public decimal? CostUsd { get; init; }

    public required int Attempt { get; init; }

    public required string Purpose { get; init; }

    public string? RouteReason { get; init; }

    public string? Degraded { get; init; }
}
