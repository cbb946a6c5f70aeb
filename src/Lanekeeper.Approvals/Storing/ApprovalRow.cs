using System.Text.Json;
using Lanekeeper.Approvals.Requesting;
using Lanekeeper.Project;

namespace Lanekeeper.Approvals.Storing;

/// <summary>A row of <c>approvals.approval</c>.</summary>
internal sealed record ApprovalRow(
    Guid Id,
    string Request,
    ApprovalState State,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? DecidedAt,
    string? DecidedBy,
    string? DecidedByName,
    RejectReason? Reason,
    string? Words,
    string? Arguments,
    string? ArgumentsDigest,
    string? Changes,
    DateTimeOffset? UsedAt,
    DateTimeOffset? EffectiveAt,
    bool IsSettled)
{
    public const string Columns =
        "id, request, state, requested_at, expires_at, decided_at, decided_by, decided_by_name, reason, words, arguments, arguments_digest, changes, used_at, effective_at, is_settled";

    private const int LongestSummary = 10_000;

    public Approval ToApproval()
    {
        var approval = ToProposed();
        return approval.Changes.Count > 0 && approval is { Request.Action: { } action, Arguments: { } arguments }
            ? approval with { Summary = SummaryOf(action, arguments) ?? approval.Summary }
            : approval;
    }

    private Approval ToProposed() => new()
    {
        Id = Id,
        Request = ApprovalJson.Read<RequestApproval>(Request),
        State = State,
        RequestedAt = RequestedAt,
        ExpiresAt = ExpiresAt,
        DecidedAt = DecidedAt,
        DecidedBy = DecidedBy,
        DecidedByName = DecidedByName,
        Reason = Reason,
        Words = Words,
        Arguments = Arguments is null ? null : ApprovalJson.Read<JsonElement>(Arguments),
        ArgumentsDigest = ArgumentsDigest,
        Changes = Changes is null ? [] : ApprovalJson.Read<IReadOnlyList<ArgumentChange>>(Changes),
        UsedAt = UsedAt,
        EffectiveAt = EffectiveAt,
        IsSettled = IsSettled,
    };

    // An edit may leave out an argument that the words name; then the words of the proposal stay, and the changes stand beside them.
    public static string? SummaryOf(ProposedAction action, JsonElement arguments) =>
        Template.Parse(action.SummaryTemplate).Succeeded(out var template, out _) && template.Render(arguments).Succeeded(out var words, out _)
            ? Text.Bound(words, LongestSummary)
            : null;
}
