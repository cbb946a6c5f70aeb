using System.Text.Json;
using Lanekeeper.FaultProvider;
using Lanekeeper.JsonSchema;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Project;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Rooms.Tests.Models;

/// <summary>The real room and the real ledger on a database of their own, and a provider that fails on command over real HTTP.</summary>
public sealed class ModelsFixture() : DatabaseFixture(LedgerRoom.Schema)
{
    public const string KeyName = "LANEKEEPER_TEST_MODEL_KEY";
    public const string Key = "sk-test-4fd3c1e0b7a94d55";

    /// <summary>Waits between tries are short, and chance has nearly no say.</summary>
    public static readonly ModelsOptions Quick = new() { FirstWait = TimeSpan.FromMilliseconds(2), LongestWait = TimeSpan.FromMilliseconds(5), IdleLimit = TimeSpan.FromSeconds(20) };

    private readonly List<ServiceProvider> _houses = [];
    private FaultServer? _server;
    private IModels? _models;

    public FaultServer Server => _server!;

    public IModels Models => _models!;

    public LogCatcher Logs { get; } = new();

    public ICalls Calls => _houses[0].GetRequiredService<ICalls>();

    public static SchemaFile Schema(string json)
    {
        var schema = JsonElement.Parse(json);
        return new SchemaFile("schemas/answer.json", schema, Lanekeeper.JsonSchema.Schema.Compile(schema, new SchemaOptions { AssertFormat = true }).Schema!);
    }

    /// <summary>The room with its patience, its database, its ledger or its clock changed.</summary>
    public IModels With(ModelsOptions? options = null, Database? database = null, ICalls? calls = null, TimeProvider? time = null)
    {
        var services = new ServiceCollection()
            .AddSingleton(time ?? TimeProvider.System)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddStorage(database ?? Database)
            .AddLedger(new LedgerOptions { Node = Guid.CreateVersion7(), Process = Guid.CreateVersion7() })
            .AddSingleton(new Secrets(new()))
            .AddModels(options ?? Quick);
        if (calls is not null)
        {
            services.AddSingleton(calls);
        }

        var house = services.BuildServiceProvider();
        _houses.Add(house);
        return house.GetRequiredService<IModels>();
    }

    public ModelDefinition Model(ModelProvider provider, string model) => new("m", provider, model)
    {
        BaseUrl = provider == ModelProvider.OpenAI ? Server.OpenAiAddress : Server.Address,
        Key = new SecretReference(SecretKind.Environment, KeyName),
        Temperature = 0,
    };

    /// <param name="workflow">Unlike any other test's, so that each finds its own rows.</param>
    public static ModelCall Call(ModelDefinition model, string workflow, SchemaFile? output = null, TimeSpan? deadline = null, int attempts = 3, string question = "How are you?") => new()
    {
        Origin = new CallOrigin(workflow, "sha256:0", null, null, "0af7651916cd43dd8448eb211c80319c"),
        Route = new RouteDefinition("default", model, deadline ?? TimeSpan.FromSeconds(20), attempts),
        Messages = [new ChatMessage(ChatRole.System, "You answer mail."), new ChatMessage(ChatRole.User, question)],
        Output = output,
    };

    public async Task<IReadOnlyList<LogRow>> RowsAsync(string workflow, CancellationToken cancellationToken) =>
        await Database.QueryAsync<LogRow>(
            """
            select id as "Id", first_call_id as "FirstCallId", attempt as "Attempt", purpose as "Purpose", provider as "Provider", requested_model as "RequestedModel",
                   served_model as "ServedModel", state as "State", failure_code as "FailureCode", failure_message as "FailureMessage", http_status as "HttpStatus",
                   finish_reason as "FinishReason", provider_request_id as "ProviderRequestId", system_fingerprint as "SystemFingerprint",
                   prompt as "Prompt", response as "Response", input_tokens as "InputTokens", output_tokens as "OutputTokens", cache_read_tokens as "CacheReadTokens",
                   cost_usd as "CostUsd", price_version as "PriceVersion", first_byte_ms as "FirstByteMs", total_ms as "TotalMs", confidence as "Confidence", route_reason as "RouteReason", degraded as "Degraded"
            from ledger.call_log
            where workflow = @workflow
            order by attempt
            """, new { workflow }, cancellationToken);

    protected override async ValueTask FurnishAsync()
    {
        Environment.SetEnvironmentVariable(KeyName, Key);
        _server = await FaultServer.StartAsync(new FaultServerOptions { Key = Key });
        _models = With();
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
}

/// <summary>One row of the call log.</summary>
public sealed class LogRow
{
    public Guid Id { get; set; }

    public Guid FirstCallId { get; set; }

    public int Attempt { get; set; }

    public string Purpose { get; set; } = "";

    public string Provider { get; set; } = "";

    public string RequestedModel { get; set; } = "";

    public string? ServedModel { get; set; }

    public string State { get; set; } = "";

    public string? FailureCode { get; set; }

    public string? FailureMessage { get; set; }

    public int? HttpStatus { get; set; }

    public string? FinishReason { get; set; }

    public string? ProviderRequestId { get; set; }

    public string? SystemFingerprint { get; set; }

    public string? Prompt { get; set; }

    public string? Response { get; set; }

    public long? InputTokens { get; set; }

    public long? OutputTokens { get; set; }

    public long? CacheReadTokens { get; set; }

    public decimal? CostUsd { get; set; }

    public string? PriceVersion { get; set; }

    public double? FirstByteMs { get; set; }

    public double? TotalMs { get; set; }

    public double? Confidence { get; set; }

    public string? RouteReason { get; set; }

    public string? Degraded { get; set; }
}
