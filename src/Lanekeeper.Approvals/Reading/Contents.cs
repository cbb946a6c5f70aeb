using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;

namespace Lanekeeper.Approvals.Reading;

/// <summary>Leaves out what only reviewers may read: message, evidence, arguments, and words that are made of them. Who asked, for what, and who decided, stays.</summary>
internal static class Contents
{
    private static readonly JsonElement Nothing = JsonElement.Parse("null");

    public static Approval For(Actor actor, Approval approval) => MayRead(actor) ? approval : Without(approval);

    public static IReadOnlyList<Approval> For(Actor actor, IReadOnlyList<Approval> approvals) => MayRead(actor) ? approvals : [.. approvals.Select(Without)];

    public static InboxRow For(Actor actor, InboxRow row) => MayRead(actor) ? row : row with { Summary = Summary(row.Kind, row.Tool) };

    private static bool MayRead(Actor actor) => Access.Check(actor, LedgerPermissions.ReadBodies) is null;

    private static Approval Without(Approval approval)
    {
        var summary = Summary(approval.Request.Kind, approval.Request.Action?.Tool);
        return approval with
        {
            IsWithheld = true,
            Summary = summary,
            Arguments = null,
            Changes = [.. approval.Changes.Select(change => change with { Before = null, After = null })],
            Request = approval.Request with
            {
                Summary = summary,
                Reason = null,
                Action = approval.Request.Action is { } action ? action with { Arguments = Nothing } : null,
                Evidence = new(Nothing, Nothing, [], [.. approval.Request.Evidence.Models.Select(model => model with { Output = Nothing })]),
            },
        };
    }

    private static string Summary(ApprovalKind kind, string? tool) => kind switch
    {
        ApprovalKind.Action => $"Use {tool}",
        ApprovalKind.Recommendation => $"Use {tool} elsewhere",
        ApprovalKind.Question => "Answer a question",
        _ => "Go on with the work",
    };
}
