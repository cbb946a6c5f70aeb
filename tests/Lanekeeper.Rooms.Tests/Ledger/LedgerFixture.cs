using System.Text;
using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Rooms.Tests.Ledger;

/// <summary>The real room on a database of its own, and samples of what passes through its doors.</summary>
public sealed class LedgerFixture() : DatabaseFixture(LedgerRoom.Schema)
{
    public static readonly Actor Viewer = new(ActorKind.Person, "v", "vera@example.org", Role.Viewer);

    public static readonly Actor Reviewer = new(ActorKind.Person, "r", "rita@example.org", Role.Reviewer);

    private ServiceProvider? _services;

    public ManualTime Time { get; } = new();

    public LedgerOptions Options { get; } = new() { Node = Guid.CreateVersion7(), Process = Guid.CreateVersion7(), LargestBody = 1024 * 1024 };

    public ICalls Calls => Get<ICalls>();

    public IActions Actions => Get<IActions>();

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>The room once more, as another life of the program, or another program, would have it.</summary>
    public ServiceProvider Another(LedgerOptions options, LogCatcher? log = null) => Furnish(Database, options, log);

    public CallIntent Intent(string workflow = "triage", Guid? runId = null, string body = """{"model":"m"}""")
    {
        var id = Id.New(Time);
        return new CallIntent
        {
            Id = id,
            Origin = new CallOrigin(workflow, "sha256:abc", runId, runId is null ? null : "classify", "0af7651916cd43dd8448eb211c80319c"),
            OpenedAt = Time.GetUtcNow(),
            Deadline = Time.GetUtcNow().AddSeconds(30),
            Attempt = 1,
            FirstCallId = id,
            Purpose = CallPurpose.Answer,
            Route = "cheap",
            Provider = "openai",
            RequestedModel = "gpt-5-mini",
            Request = Encoding.UTF8.GetBytes(body),
            PriceVersion = "2026-03-01",
        };
    }

    public CallFinal Final(CallIntent intent, CallState state = CallState.Answered) => new()
    {
        Id = intent.Id,
        State = state,
        ClosedAt = Time.GetUtcNow().AddMilliseconds(512),
        HttpStatus = 200,
        Response = """{"answer":"ja"}"""u8.ToArray(),
        ServedModel = "gpt-5-mini-2026-01-01",
        ProviderRequestId = "req_1",
        SystemFingerprint = "fp_1",
        FinishReason = "stop",
        Usage = new CallUsage(100, 20, 30, 40, 5),
        CostUsd = 0.000123456789m,
        Latency = new CallLatency(0.5, 120.25, 511.75),
        Confidence = 0.875,
    };

    public ActionIntent Action(Guid? runId, string? stepId = "send", string arguments = """{"to":"a@example.org"}""")
    {
        var given = JsonElement.Parse(arguments);
        return new ActionIntent(
            Id.New(Time),
            new CallOrigin("triage", "sha256:abc", runId, stepId, "0af7651916cd43dd8448eb211c80319c"),
            "outbox.send",
            Effect.Write,
            given,
            "sha256:0123",
            new Decision(Verdict.Allow, "ladder", "The workflow may execute."),
            null,
            Time.GetUtcNow());
    }

    public ActionFinal End(ActionIntent action, ActionState state = ActionState.Executed) =>
        new(action.Id, state, JsonElement.Parse("""{"file":"1.eml"}"""), state == ActionState.Failed ? "tools.refused" : null, null, Time.GetUtcNow().AddSeconds(1));

    protected override ValueTask FurnishAsync()
    {
        _services = Furnish(Database, Options);
        return ValueTask.CompletedTask;
    }

    protected override ValueTask ClearAsync() => _services?.DisposeAsync() ?? ValueTask.CompletedTask;

    private ServiceProvider Furnish(Database database, LedgerOptions options, LogCatcher? log = null) =>
        new ServiceCollection().AddLogging(logging => _ = log is null ? logging : logging.AddProvider(log))
            .AddSingleton<TimeProvider>(Time).AddStorage(database).AddLedger(options).BuildServiceProvider();
}
