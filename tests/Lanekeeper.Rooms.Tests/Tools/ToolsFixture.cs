using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Rooms.Tests.Project;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Lanekeeper.Tools;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Tools;

/// <summary>The real room with the real Permissions, Ledger and Approvals on a database of its own, and an outbox folder.</summary>
public sealed class ToolsFixture() : DatabaseFixture(PermissionsRoom.Schema, LedgerRoom.Schema, ApprovalsRoom.Schema)
{
    public const string Mail = """{"to":"eve@example.com","subject":"Re: late","body":"It comes."}""";

    private static readonly Actor Bo = new(ActorKind.Person, "id-of-bo", "bo@example.com", Role.Reviewer);

    private ServiceProvider _provider = null!;

    public ManualTime Time { get; } = new();

    public string Outbox { get; } = Path.Combine(Path.GetTempPath(), $"lanekeeper-tools-{Guid.CreateVersion7():N}");

    /// <summary>A workflow <c>triage</c> with the tools <c>send_reply</c> (outbox, write) and <c>lookup_order</c> (http, read), and a rule against one domain.</summary>
    public ProjectDefinition Project { get; } = Projects.Check(SampleProject.Files).Definition!;

    public ITools Tools => Get<ITools>();

    public IActions Actions => Get<IActions>();

    public IApprovals Approvals => Get<IApprovals>();

    public T Get<T>()
        where T : notnull => _provider.GetRequiredService<T>();

    public ToolInvocation Call(string arguments = Mail, string tool = "send_reply", Ceiling ceiling = Ceiling.ExecuteWithApproval)
    {
        var run = Id.New(Time);
        var workflow = Project.Workflows["triage"] with { Ceiling = ceiling };
        var scope = JsonElement.Parse("""{"input":{"from":"eve@example.com"},"steps":{}}""");
        return new()
        {
            Origin = new("triage", "sha256:abc", run, "reply", run.ToString("N")),
            Project = Project,
            Workflow = workflow,
            Tool = tool,
            Arguments = JsonElement.Parse(arguments),
            ArgumentTrust = new Dictionary<string, Trust>(),
            HasReadUntrusted = false,
            Scope = scope,
            Title = "Where is my parcel?",
            StartedBy = "id-of-ana",
            Evidence = new(scope, scope, [], []),
        };
    }

    /// <summary>The same with one tool declared otherwise.</summary>
    public static ToolInvocation With(ToolInvocation call, Func<ToolDefinition, ToolDefinition> change)
    {
        var tools = new Dictionary<string, ToolDefinition>(call.Project.Tools) { [call.Tool] = change(call.Project.Tools[call.Tool]) };
        return call with { Project = call.Project with { Tools = tools } };
    }

    public Task<Result<ToolOutcome>> InvokeAsync(ToolInvocation call) => Tools.InvokeAsync(call, CancellationToken.None);

    public async Task<ToolOutcome> OutcomeAsync(ToolInvocation call) => (await InvokeAsync(call)).Value;

    /// <summary>Asks, and has Bo say yes.</summary>
    public async Task<Approval> ApproveAsync(ToolInvocation call, string? edited = null)
    {
        var held = await OutcomeAsync(call);
        held.State.ShouldBe(ToolState.Held);
        JsonElement? arguments = edited is null ? null : JsonElement.Parse(edited);
        return (await Approvals.DecideAsync(Bo, new(held.ApprovalId!.Value, ApprovalAnswer.Approve, arguments), CancellationToken.None)).Value;
    }

    /// <summary>What a process leaves that dies while it executes.</summary>
    public async Task<Guid> BeginAndDieAsync(ToolInvocation call)
    {
        var intent = new ActionIntent(
            Id.New(Time), call.Origin, call.Tool, call.Project.Tools[call.Tool].Effect, call.Arguments, CanonicalJson.Digest(call.Arguments),
            new(Verdict.Allow, "ladder", "It may."), call.ApprovalId, Time.GetUtcNow());
        return (await Actions.BeginAsync(intent, CancellationToken.None)).Value.Id;
    }

    public async Task<IReadOnlyList<ActionRow>> RowsAsync(ToolInvocation call) =>
        (await Actions.ListAsync(Actor.System, call.Origin.RunId!.Value, CancellationToken.None)).Value.Items;

    public bool IsInOutbox(Guid? action) => File.Exists(PathOf(action));

    public string PathOf(Guid? action) => Path.Combine(Outbox, $"{action}.eml");

    /// <summary>How many mails of a run's actions there are.</summary>
    public async Task<int> MailsAsync(ToolInvocation call) => (await RowsAsync(call)).Count(row => IsInOutbox(row.Id));

    protected override ValueTask FurnishAsync()
    {
        _provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddStorage(Database)
            .AddPermissions()
            .AddLedger(new() { Node = Id.New(Time), Process = Id.New(Time) })
            .AddApprovals()
            .AddSingleton(new Secrets(new()))
            .AddTools(new(Outbox))
            .BuildServiceProvider();
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask ClearAsync()
    {
        await _provider.DisposeAsync();
        if (Directory.Exists(Outbox))
        {
            Directory.Delete(Outbox, recursive: true);
        }
    }
}
