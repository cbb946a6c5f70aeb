using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Approvals.Expiring;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Approvals;

/// <summary>The real room on a database of its own, with three people.</summary>
public sealed class ApprovalsFixture() : DatabaseFixture(PermissionsRoom.Schema, ApprovalsRoom.Schema)
{
    public static readonly Actor Ana = Person("ana@example.com", Role.Admin);
    public static readonly Actor Bo = Person("bo@example.com", Role.Reviewer);
    public static readonly Actor Cy = Person("cy@example.com", Role.Viewer);

    private ServiceProvider _provider = null!;

    public ManualTime Time { get; } = new();

    public IApprovals Approvals { get; private set; } = null!;

    public IInbox Inbox => _provider.GetRequiredService<IInbox>();

    internal ExpireHandler Expire => _provider.GetRequiredService<ExpireHandler>();

    public IServiceProvider Services => _provider;

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    /// <summary>A reply to a customer that waits for a yes.</summary>
    public RequestApproval Reply(string arguments = """{"to":"eve@example.com","subject":"Re: late","amount":40}""")
    {
        var request = new ActionRequest
        {
            Workflow = "support",
            Ceiling = Ceiling.ExecuteWithApproval,
            Tool = "send_reply",
            Effect = Effect.Write,
            IsListed = true,
            IsNever = false,
            HasReadUntrusted = true,
            UntrustedDecisiveArguments = [],
            Rules = [new("small amounts", false)],
        };
        return new()
        {
            Kind = ApprovalKind.Action,
            RunId = Id.New(Time),
            StepId = "reply",
            Workflow = "support",
            Snapshot = "sha256:abc",
            StartedBy = "bo@example.com",
            Title = "Where is my parcel?",
            Summary = "Send an e-mail to eve@example.com.",
            Reason = "The parcel is late.",
            Terms = new(TimeSpan.FromDays(2), ExpiryOutcome.Reject, null),
            Evidence = new(
                Json("""{"body":"Where\u0000 is it? \ud83d\ude00"}"""),
                Json("""{"input":{"from":"eve@example.com"},"steps":{}}"""),
                [new(1, Id.New(Time), "handbook", "shipping.md", "Late parcels", "We answer within a day.", 3, 5)],
                [new("triage", Id.New(Time), "lanekeeper-baseline-1", 0.8, Json("""{"category":"parcel"}"""))]),
            Action = new(
                "send_reply",
                Effect.Write,
                Json(arguments),
                CanonicalJson.Digest(Json(arguments)),
                Json("""{"type":"object","required":["to"],"properties":{"to":{"type":"string","format":"email"},"amount":{"type":"number"}}}"""),
                "Send an e-mail to {{ to }}.",
                Ladder.Decide(request),
                request,
                [new("small amounts", "has(args.amount) && args.amount > 100.0")]),
        };
    }

    public RequestApproval Question() => Reply() with { Kind = ApprovalKind.Question, StepId = "ask", Action = null, Summary = "Is this a complaint?" };

    public async Task<Approval> AskAsync(RequestApproval? request = null) =>
        (await Approvals.RequestAsync(request ?? Reply(), CancellationToken.None)).Value;

    public Task<Result<Approval>> DecideAsync(Actor actor, DecideApproval decision) => Approvals.DecideAsync(actor, decision, CancellationToken.None);

    public async Task<Approval> ApproveAsync(RequestApproval? request = null) =>
        (await DecideAsync(Bo, new((await AskAsync(request)).Id, ApprovalAnswer.Approve))).Value;

    public async Task<Approval> GetAsync(Guid id) => (await Approvals.GetAsync(Bo, id, CancellationToken.None)).Value;

    /// <summary>What the outbox was told of a run.</summary>
    public async Task<IReadOnlyList<ApprovalDecided>> NewsAsync(Guid runId) =>
        [.. (await Database.QueryAsync<JsonElement>(
                "select payload from storage.outbox where topic = @topic and key = @key order by id",
                new { topic = ApprovalTopics.Decided, key = runId.ToString() },
                CancellationToken.None)).Select(ApprovalDecided.FromJson)];

    protected override ValueTask FurnishAsync()
    {
        _provider = new ServiceCollection()
            .AddSingleton<TimeProvider>(Time)
            .AddStorage(Database)
            .AddPermissions()
            .AddApprovals()
            .BuildServiceProvider();
        Approvals = _provider.GetRequiredService<IApprovals>();
        return ValueTask.CompletedTask;
    }

    protected override async ValueTask ClearAsync() => await _provider.DisposeAsync();

    private static Actor Person(string email, Role role) => new(ActorKind.Person, $"id-of-{email}", email, role);
}
